# METADATA
# title: Build moves to another release of its distribution
# description: >-
#   zypper dist-upgrade and its kin change packages to whatever the repositories hold, also downwards,
#   so the tag of the base no longer says what is inside and two builds differ. Take a newer base
#   image.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3035]
#   needs: [commands.zypper, commands.dnf, commands.yum]
package dockwarden.dockerfile["distribution-upgraded"]

deny contains {
	"message": sprintf("%s %s changes the release that the base stands for", [name, operand.value]),
	"at": command,
} if {
	some name, verbs in {
		"dnf": {"distro-sync", "distrosync", "dsync", "system-upgrade"},
		"yum": {"distribution-synchronization", "distro-sync"},
		"zypper": {"dist-upgrade", "dup"},
	}
	some command in input.commands[name]
	command.keyword == "RUN"
	not command.opaque
	some operand in command.operands
	operand.value in verbs
}
