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
}

deny contains {"message": sprintf("--chmod=%s lets everybody write", [flag.text]), "at": flag} if {
	some keyword in {"COPY", "ADD"}
	some instruction in input.instructions[keyword]
	flag := instruction.flags.chmod
	everybody_writes(flag.value)
}

# everybody_writes holds for numbers whose last digit has the bit of writing, unless the directory is
# sticky as /tmp is, and for symbols that give writing to others.
everybody_writes(mode) if {
	is_number(mode)
	substring(mode, count(mode) - 1, 1) in {"2", "3", "6", "7"}
	not sticky(mode)
}

everybody_writes(mode) if {
	some part in split(mode, ",")
	some sign in {"+", "="}
	sides := split(part, sign)
	count(sides) == 2
	contains(sides[1], "w")
	not contains(sides[1], "t")
	some who in {"a", "o"}
	contains(sides[0], who)
}

is_number(mode) if {
	count(mode) in {3, 4}
	trim(mode, "01234567") == ""
}

sticky(mode) if {
	count(mode) == 4
	substring(mode, 0, 1) in {"1", "3", "5", "7"}
}
