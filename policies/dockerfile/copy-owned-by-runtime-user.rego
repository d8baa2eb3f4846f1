# METADATA
# title: Program belongs to the user that runs it
# description: >-
#   A process may write to files that its user owns, so whoever takes it over can change the program
#   and stay. Reading and running is enough for code: leave it to root, and give away only the folders
#   where data is kept.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
# custom:
#   severity: info
#   practice: filesystem
#   needs: ["instructions.COPY.*.flags.chown", "instructions.ADD.*.flags.chown"]
#   fix: none
#   sets: [strict]
#   same_as:
#     kics: [aa93e17f-b6db-4162-9334-c70334e7ac28]
package dockwarden.dockerfile["copy-owned-by-runtime-user"]

import data.dockwarden.lib.stages

deny contains {
	"message": sprintf("User %s may change what is copied here", [stages.final.user.name]),
	"at": chown,
} if {
	some keyword in {"ADD", "COPY"}
	some instruction in input.instructions[keyword]
	instruction.onbuild == false
	input.stages[instruction.stage].shipped
	chown := instruction.flags.chown
	same(split(chown.value, ":")[0], stages.final.user)
	not write_protected(instruction)
}

same(owner, user) if {
	user.root == "no"
	owner == user.name
}

same(owner, user) if {
	user.root == "no"
	owner == sprintf("%d", [user.uid])
}

# The digit of the owner says no writing.
write_protected(instruction) if regex.match("^[0-7]?[0145][0-7][0-7]$", instruction.flags.chmod.value)
