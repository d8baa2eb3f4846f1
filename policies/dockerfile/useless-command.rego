# METADATA
# title: Command has no use in a build
# description: >-
#   Tools for a running host or for somebody at a keyboard do nothing in a build, or wait for ever.
#   Mostly the line was copied from instructions for a server.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3001]
#     kics: [9b6b0f38-92a2-41f9-b881-3a1083d99f1b]
#     tally: [hadolint/DL3001]
#   needs:
#     - commands.free
#     - commands.htop
#     - commands.less
#     - commands.nano
#     - commands.reboot
#     - commands.shutdown
#     - commands.ssh
#     - commands.systemctl
#     - commands.top
#     - commands.vi
#     - commands.vim
#     - commands.halt
#     - commands.poweroff
#     - commands.service
package dockwarden.dockerfile["useless-command"]

tools := {
	"free", "halt", "htop", "less", "nano", "poweroff", "reboot", "shutdown", "ssh", "systemctl", "top", "vi",
	"vim",
}

deny contains {"message": sprintf("%s has no use in a build", [name]), "at": command} if {
	some name in tools
	some command in input.commands[name]
	command.keyword == "RUN"
	not command.opaque
	pointless(name, command)
}

# What is started ends with its step, so as the last command it served nobody.
deny contains {"message": "service has no use in a build", "at": command} if {
	some command in input.commands.service
	command.operands[1].value in {"restart", "start"}
	command.keyword == "RUN"
	not command.opaque
	some instruction in input.instructions.RUN
	instruction.commands[count(instruction.commands) - 1]["@"] == command["@"]
}

# ssh in a build may test or fetch with a mounted key, systemctl may enable a service, vim may run a
# script.
pointless(name, _) if not name in {"less", "nano", "ssh", "systemctl", "vi", "vim"}

pointless("ssh", command) if {
	some instruction in input.instructions.RUN
	instruction.index == command.instruction
	count([mount | some mount in instruction.mounts; mount.type in {"ssh", "secret"}]) == 0
	count([flag | some flag in ["-T", "-V", "-G", "-Q"]; command.flags[flag]]) == 0
}

pointless("systemctl", command) if command.operands[0].value in {"start", "restart", "reload", "status", "daemon-reload"}

pointless(name, command) if {
	name in {"vi", "vim", "nano", "less"}
	count(command.pipe_from) == 0
	every flag, _ in command.flags {
		not flag in {"-c", "-es", "-E", "-s", "-S", "--version", "-T", "-u"}
	}
	every word in command.words {
		not startswith(word.text, "+")
	}
}
