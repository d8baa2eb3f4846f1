# METADATA
# title: Packages are installed unverified
# description: >-
#   Package managers check signatures so that a mirror or somebody on the way cannot slip in
#   packages of their own. These switches drop the check. Add the key of the repository instead.
# related_resources:
#   - ref: https://manpages.debian.org/stable/apt/apt-get.8.en.html
# custom:
#   severity: high
#   practice: supply-chain
#   fix: none
#   mentions: ["--allow-un", "--force-yes", gpg, "--nodigest", "--nosignature", "--noverify"]
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.11"]
#     checkov: [CKV2_DOCKER_7, CKV2_DOCKER_8, CKV2_DOCKER_9, CKV2_DOCKER_10, CKV2_DOCKER_11]
#   needs:
#     - commands.apk
#     - commands.apt
#     - commands.apt-get
#     - commands.dnf
#     - commands.microdnf
#     - commands.rpm
#     - commands.tdnf
#     - commands.yum
#     - commands.zypper
package dockwarden.dockerfile["packages-unauthenticated"]

switches := {
	"apk": {"--allow-untrusted"},
	"apt": {"--allow-unauthenticated", "--force-yes"},
	"apt-get": {"--allow-unauthenticated", "--force-yes"},
	"dnf": {"--nogpgcheck"},
	"microdnf": {"--nogpgcheck"},
	"rpm": {"--nodigest", "--nosignature", "--noverify"},
	"tdnf": {"--nogpgcheck"},
	"yum": {"--nogpgcheck"},
	"zypper": {"--no-gpg-checks"},
}

deny contains {
	"message": sprintf("%s installs packages unverified with %s", [name, switch]),
	"at": command.flags[switch],
} if {
	some name, names in switches
	some command in input.commands[name]
	not command.opaque
	some switch in names
	command.flags[switch]
	not reads(name, command)
}

# reads holds for a command that installs nothing.
reads("rpm", command) if command.flags["-q"]

reads(name, command) if {
	name in {"apk", "apt", "apt-get"}
	command.operands[0].value in {"index", "info", "search", "update", "verify"}
}
