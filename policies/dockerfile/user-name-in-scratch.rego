# METADATA
# title: User is named where there are no names
# description: >-
#   Names of users come from /etc/passwd, and a stage on scratch has none unless it is copied in: the
#   container does not start. Give the number, or copy the file.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#user
# custom:
#   severity: medium
#   practice: users
#   needs: ["stages.*.base.kind=scratch"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     tally: [tally/named-identity-in-passwdless-stage]
package dockwarden.dockerfile["user-name-in-scratch"]

import data.dockwarden.lib.stages

deny contains {
	"message": sprintf("There is no /etc/passwd that knows %q", [instruction.sets.name]),
	"at": instruction.sets,
} if {
	some instruction in input.instructions.USER
	instruction.onbuild == false
	stage := input.stages[instruction.stage]
	not stage.root_base
	stage.base.kind in {"scratch", "stage"}
	instruction.sets.known == true
	not regex.match("^[0-9]+$", instruction.sets.name)
	not instruction.sets.name in {"root", "ContainerAdministrator", "ContainerUser"}
	not brings_names(instruction)
}

# brings_names holds if anything before it may have written /etc/passwd.
brings_names(instruction) if {
	some index in stages.chain(input.stages[instruction.stage])
	some earlier in input.stages[index].instructions
	earlier.index < instruction.index
	may_write(earlier)
}

may_write(earlier) if earlier.keyword in {"ADD", "ONBUILD", "RUN"}

may_write(earlier) if {
	earlier.keyword == "COPY"
	not earlier.destination.value
}

may_write(earlier) if {
	earlier.keyword == "COPY"
	path := trim_right(earlier.destination.value, "/")
	path in {"", ".", "/.", "/etc", "etc", "/etc/passwd", "etc/passwd", "./etc", "./etc/passwd"}
}
