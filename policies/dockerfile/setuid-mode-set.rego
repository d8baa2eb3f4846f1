# METADATA
# title: Program is given the rights of its owner
# description: >-
#   A program with the setuid bit runs as its owner, mostly root, whoever starts it. Inside a container
#   it is the shortest way back from an unprivileged user to root. Give the process the one right that
#   it needs, or do the work before the user changes.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/
# custom:
#   severity: medium
#   practice: filesystem
#   fix: none
#   mentions: [chmod]
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.8"]
#   needs: [commands.chmod, instructions.COPY, instructions.ADD]
package dockwarden.dockerfile["setuid-mode-set"]

deny contains {"message": sprintf("chmod %s sets the setuid bit", [mode.text]), "at": mode} if {
	some command in input.commands.chmod
	command.keyword == "RUN"
	input.stages[command.stage].used == true
	not command.opaque
	mode := command.operands[0]
	setuid(mode.value)
}

deny contains {"message": sprintf("--chmod=%s sets the setuid bit", [flag.text]), "at": flag} if {
	some keyword in {"COPY", "ADD"}
	some instruction in input.instructions[keyword]
	flag := instruction.flags.chmod
	setuid(flag.value)
}

# setuid holds for numbers with the bit 4000, and for symbols that give it to the owner. The setgid bit
# is left alone: on a folder it only hands its group on.
setuid(mode) if regex.match("^0*[4567][0-7]{3}$", mode)

setuid(mode) if {
	some part in split(mode, ",")
	regex.match("^[ugoa]*[+=][rwxXt]*s", part)
	not regex.match("^[go]+[+=]", part)
}
