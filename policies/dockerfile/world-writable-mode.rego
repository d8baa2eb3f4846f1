# METADATA
# title: Files are made writable by everybody
# description: >-
#   With a mode such as 777 every process in the container may change the files, also one that was taken
#   over and runs as an unprivileged user. Give the files to the user that needs them, with chown or
#   COPY --chown, and keep the mode narrow.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
# custom:
#   severity: medium
#   practice: filesystem
#   fix: none
#   needs: [commands.chmod, instructions.COPY, instructions.ADD]
#   mentions: [chmod]
#   sets: [recommended, strict]
#   same_as:
#     tally: [tally/world-writable-state-path-workaround]
package dockwarden.dockerfile["world-writable-mode"]

deny contains {"message": sprintf("chmod %s lets everybody write", [mode.text]), "at": mode} if {
	some command in input.commands.chmod
	command.keyword == "RUN"
	input.stages[command.stage].used == true
	mode := command.operands[0]
	everybody_writes(mode.value)
	not removed(command)
}

deny contains {"message": sprintf("--chmod=%s lets everybody write", [flag.text]), "at": flag} if {
	some keyword in {"COPY", "ADD"}
	some instruction in input.instructions[keyword]
	flag := instruction.flags.chmod
	everybody_writes(flag.value)
}

# removed holds if the same step throws all of it away again.
removed(command) if {
	command.operands[1]
	some instruction in input.instructions.RUN
	instruction.index == command.instruction
	some place, one in instruction.commands
	one == command
	some later in array.slice(instruction.commands, place, 10000)
	later.name == "rm"
	gone := {operand.text | some operand in later.operands}
	every path in array.slice(command.operands, 1, 10000) { path.text in gone }
}

# everybody_writes holds for numbers whose last digit has the bit of writing, unless the directory is
# sticky as /tmp is, and for symbols of which the last that speaks of writing gives it to others.
everybody_writes(mode) if {
	is_number(mode)
	substring(mode, count(mode) - 1, 1) in {"2", "3", "6", "7"}
	not sticky(mode)
}

everybody_writes(mode) if {
	not contains(mode, "t")
	said := [answer | some part in split(mode, ","); answer := others_write(part)]
	said[count(said) - 1]
}

# others_write tells what a part such as o+rw or a+rX-w says of writing, if it does.
others_write(part) := false if {
	says(part, "-")
} else := true if {
	says(part, "+")
} else := contains(split(part, "=")[1], "w") if {
	for_others(split(part, "=")[0])
}

says(part, sign) if {
	[who, rights] = split(part, sign)
	contains(rights, "w")
	for_others(who)
}

for_others(who) if regex.match("^[ugoa]*[oa]", who)

is_number(mode) if {
	count(mode) in {3, 4}
	trim(mode, "01234567") == ""
}

sticky(mode) if {
	count(mode) == 4
	substring(mode, 0, 1) in {"1", "3", "5", "7"}
}
