# METADATA
# title: Package lists are fetched in a layer of their own
# description: >-
#   A layer is kept in the cache until its own text changes. Lists that were fetched in one RUN and
#   used in another are therefore months old one day, and the install takes outdated packages or
#   fails. Fetch the lists and install in the same RUN.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#apt-get
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   mentions: [update, makecache, ref]
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.7"]
#     trivy: [DS-0017]
#     checkov: [CKV_DOCKER_5]
#     kics: [9bae49be-0aa3-4de5-bab2-4c3a069e40cd]
#   needs: [commands.apt-get, commands.apt, commands.apk, commands.dnf, commands.yum, commands.zypper]
package dockwarden.dockerfile["update-without-install"]

managers := data.dockwarden.data.package_managers.managers

installing := {
	"add", "build-dep", "dist-upgrade", "download", "full-upgrade", "in", "install", "reinstall",
	"satisfy", "source", "up", "update", "upgrade",
}

# Commands that install nothing.
harmless := {
	"[", "cat", "chmod", "cp", "echo", "export", "mkdir", "printf", "rm", "sed", "set", "sleep", "tee",
	"test", "touch", "true", "wget", "curl", "gpg", "ln", "mv",
}

deny contains {
	"message": sprintf("%s fetches its lists in another layer than the one that uses them", [command.name]),
	"at": command,
} if {
	some tool, commands in input.commands
	lists := data.dockwarden.data.package_managers.managers[tool].lists
	some command in commands
	not [command.instruction, tool] in installed
	has_verb(command, lists.verbs)
	command.keyword == "RUN"
	not command.opaque
	some instruction in input.instructions.RUN
	instruction.index == command.instruction
	not installs_in(instruction, command.name)
	not cached(instruction)
	alone(instruction, command)
}

# The plain case: the same program installs packages in the same RUN.
installed := {[install.instruction, install.name] | some install in input.installs}

# alone holds if nothing in the RUN could use the lists, or if a later RUN of the stage does
# without fetching them again.
alone(instruction, command) if {
	every other in instruction.commands {
		plain(command.name, other)
	}
}

alone(instruction, command) if {
	some later in input.instructions.RUN
	later.index > instruction.index
	later.stage == instruction.stage
	installs_in(later, command.name)
	not fetches_in(later, command.name)
}

plain(name, other) if {
	other.name in managers[name].lists.family
	has_verb(other, array.concat(managers[name].lists.verbs, ["autoclean", "clean"]))
}

plain(_, other) if {
	other.name in harmless
	count(other.pipe_to) == 0
}

installs_in(instruction, name) if {
	family := managers[name].lists.family
	some command in instruction.commands
	command.name in family
	some operand in command.operands
	operand.value in installing
	not fetches(command.name, operand.value)
}

fetches(name, verb) if verb in managers[name].lists.verbs

fetches_in(instruction, name) if {
	family := managers[name].lists.family
	some command in instruction.commands
	command.name in family
	has_verb(command, managers[command.name].lists.verbs)
}

has_verb(command, verbs) if {
	some operand in command.operands
	operand.value in verbs
}

# cached holds for a RUN whose lists lie in a mount and not in the layer.
cached(instruction) if {
	some mount in instruction.mounts
	mount.type in {"cache", "tmpfs"}
}
