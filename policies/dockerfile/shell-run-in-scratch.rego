# METADATA
# title: RUN in a stage without a shell
# description: >-
#   scratch is empty: there is no /bin/sh that could run the line, and the build stops. Do the work in
#   another stage and copy the result.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#run
# custom:
#   severity: medium
#   practice: hygiene
#   needs: ["stages.*.base.kind=scratch"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     tally: [tally/shell-run-in-scratch]
package dockwarden.dockerfile["shell-run-in-scratch"]

deny contains {
	"message": "There is no shell in this stage yet",
	"at": [instruction, "keyword"],
} if {
	some stage in input.stages
	stage.base.kind == "scratch"
	some instruction in stage.instructions
	instruction.keyword == "RUN"
	instruction.form in {"shell", "heredoc"}
	count(filling(stage, instruction)) == 0
	count([mount | some mount in instruction.mounts; mount.type == "bind"]) == 0
}

# filling are the instructions before it that bring files.
filling(stage, instruction) := [earlier |
	some earlier in stage.instructions
	earlier.index < instruction.index
	earlier.keyword in {"COPY", "ADD", "ONBUILD"}
]
