# METADATA
# title: Caches of package managers stay in the image
# description: >-
#   Lists and downloads of a package manager are of no use once the packages are there, but they stay in
#   the layer and make every pull slower. Remove them in the same RUN, switch the cache off, or keep it
#   in a cache mount.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#apt-get
# custom:
#   severity: info
#   practice: hygiene
#   fix: safe
#   sets: [strict]
#   same_as:
#     trivy: [DS-0015, DS-0019, DS-0020, DS-0025, DS-0027]
#     hadolint: [DL3009, DL3019, DL3032, DL3036, DL3040, DL3042, DL3060]
#     kics: [df746b39-6564-4fed-bf85-e9c44382303c, ae9c56a6-3ed1-4ac0-9b54-31267f51151d, 00481784-25aa-4a55-8633-3136dfcf4f37, 295acb63-9246-4b21-b441-7c1f1fb62dc0, 38300d1a-feb2-4a48-936a-d1ef1cd24313, f2f903fb-b977-461e-98d7-b3e2185c6118]
#   needs:
#     - commands.apk
#     - commands.apt
#     - commands.apt-get
#     - commands.dnf
#     - commands.microdnf
#     - commands.pip
#     - commands.pip3
#     - commands.python
#     - commands.python3
#     - commands.tdnf
#     - commands.yarn
#     - commands.yum
#     - commands.zypper
package dockwarden.dockerfile["package-cache-kept"]

# Debian's images throw away the packages themselves, so there it is the lists that stay.
managers := data.dockwarden.data.package_managers.managers

# One finding for each manager of a RUN, at its first command that fills the cache.
deny contains object.union(
	{"message": sprintf("The cache of %s stays in the layer", [name]), "at": first},
	fix(name, [command | some command in filling; command.instruction == first.instruction]),
) if {
	some called, commands in input.commands
	cache := managers[called].cache
	name := object.get(cache, "of", called)
	filling := [command |
		some command in commands
		input.stages[command.stage].shipped
		fills(command, cache)
	]
	before := array.concat([{"instruction": -1}], filling)
	some i, first in filling
	first.instruction != before[i].instruction
	some instruction in input.instructions.RUN
	instruction.index == first.instruction
	not mounted(instruction, cache.folder)
	not removed(instruction, cache.folder)
	not cleaned(instruction, name)
	not switched_off(name, instruction)
}

fills(command, cache) if {
	command.keyword == "RUN"
	not command.opaque
	some operand in command.operands
	operand.value in cache.verbs
	not uncached(command, cache)
	not other_module(command)
	cache_is_of_no_use(command)
}

cache_is_of_no_use(command) if command.name != "yarn"

# Later releases of yarn may run programs from the cache; these options are of the first one.
cache_is_of_no_use(command) if {
	command.name == "yarn"
	command.operands[0].value in {"add", "global", "install"}
	some option in {"--frozen-lockfile", "--ignore-engines", "--ignore-optional", "--non-interactive", "--prod", "--production", "--pure-lockfile"}
	command.flags[option]
	not command.flags["--cache-folder"]
}

uncached(command, cache) if command.flags[cache.without]

# What is already there is not fetched.
uncached(command, _) if command.flags["--no-network"]

# python -m pip installs with pip, other modules of Python do not.
other_module(command) if {
	startswith(command.name, "python")
	not command.manager
}

# The fix is sure if one command fills the cache, and only because it lacks the option.
fix(name, commands) := {"fix": {"replace": word, "text": sprintf("%s %s", [word.value, option])}} if {
	option := managers[name].cache.without
	count(commands) == 1
	word := [one | some one in commands[0].words; one.value in {"add", "install"}][0]
}

default fix(_, _) := {}

mounted(instruction, folder) if {
	some mount in instruction.mounts
	mount.type in {"cache", "tmpfs"}
	some name in ["target", "dst"]
	related(trim_right(below_root(mount.options[name].text), "/"), folder)
}

related(target, folder) if startswith(sprintf("%s/", [target]), sprintf("%s/", [folder]))

related(target, folder) if startswith(sprintf("%s/", [folder]), sprintf("%s/", [target]))

# pip and yarn keep their caches below the home of the user, yarn as root also elsewhere.
below_root(path) := regex.replace(path, `^(~|[$]HOME|[$][{]HOME[}]|/home/[^/]+|/usr/local/share)/`, "/root/")

removed(instruction, folder) if {
	some command in instruction.commands
	command.name in {"rm", "find"}
	some operand in command.operands
	removes(below_root(operand.text), folder)
}

removes(text, folder) if startswith(text, folder)

removes(text, folder) if {
	pattern := trim_right(text, "/*")
	pattern != ""
	startswith(sprintf("%s/", [folder]), sprintf("%s/", [pattern]))
}

# yum keeps its cache in folders of several names, dnf calls itself yum.
removes(text, folder) if {
	folder in {"/var/cache/yum", "/var/cache/dnf"}
	some name in {"/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf"}
	startswith(text, name)
}

cleaned(instruction, name) if {
	words := managers[name].cache.cleaning
	some command in instruction.commands
	some operand in command.operands
	operand.value in words
	same_cache(command.name, name)
}

same_cache(one, other) if one == other

same_cache(one, other) if {
	some family in [{"apt", "apt-get"}, {"dnf", "microdnf", "yum"}, {"pip", "pip3", "python", "python3"}]
	one in family
	other in family
}

switched_off("yarn", instruction) if input.stages[instruction.stage].env.YARN_CACHE_FOLDER

switched_off(name, instruction) if {
	name in {"pip", "pip3"}
	contains(input.text, "PIP_NO_CACHE_DIR")
	pip_keeps_nothing(instruction)
}

pip_keeps_nothing(instruction) if input.stages[instruction.stage].env.PIP_NO_CACHE_DIR

pip_keeps_nothing(instruction) if {
	some command in instruction.commands
	some assignment in command.env
	assignment.name == "PIP_NO_CACHE_DIR"
}

pip_keeps_nothing(instruction) if {
	some other in input.stages[instruction.stage].instructions
	other.keyword == "ARG"
	some pair in other.pairs
	pair.name == "PIP_NO_CACHE_DIR"
}
