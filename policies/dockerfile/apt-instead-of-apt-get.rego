# METADATA
# title: apt is used in a script
# description: >-
#   apt is made for people: its options and its output may change with any release, and it says so
#   itself. Scripts take apt-get, which does the same.
# related_resources:
#   - ref: https://manpages.debian.org/stable/apt/apt.8.en.html
# custom:
#   severity: info
#   practice: hygiene
#   fix: safe
#   sets: [strict]
#   same_as:
#     hadolint: [DL3027]
#     checkov: [CKV_DOCKER_9]
#     kics: [b84a0b47-2e99-4c9f-8933-98bcabe2b94d]
#     tally: [hadolint/DL3027]
#   needs: [commands.apt]
package dockwarden.dockerfile["apt-instead-of-apt-get"]

deny contains object.union(
	{"message": "apt may change its options with any release", "at": command.words[0]},
	fix(command),
) if {
	some command in input.commands.apt
	command.keyword == "RUN"
	not command.opaque
}

# The words that mean the same to apt-get.
fix(command) := {"fix": {"replace": command.words[0], "text": "apt-get"}} if {
	command.words[0].value == "apt"
	command.operands[0].value in {
		"autoclean", "autoremove", "build-dep", "clean", "dist-upgrade", "download", "install", "purge", "remove",
		"source", "update",
	}
}

default fix(_) := {}
