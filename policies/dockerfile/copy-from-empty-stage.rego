# METADATA
# title: COPY takes from an empty stage
# description: >-
#   The stage starts from scratch and nothing is ever put into it, so there is no file to copy and the
#   build stops. Fill the stage, or name the one that was meant.
# related_resources:
#   - ref: https://docs.docker.com/build/building/multi-stage/
# custom:
#   severity: medium
#   practice: hygiene
#   fix: none
#   mentions: [scratch]
#   sets: [recommended, strict]
#   same_as:
#     tally: [tally/copy-from-empty-scratch-stage]
#   needs: [instructions.COPY]
package dockwarden.dockerfile["copy-from-empty-stage"]

deny contains {
	"message": sprintf("Nothing is in stage %s", [instruction.from.text]),
	"at": instruction.from,
} if {
	some instruction in input.instructions.COPY
	instruction.onbuild == false
	instruction.from.kind == "stage"
	instruction.from.stage != instruction.stage
	stage := input.stages[instruction.from.stage]
	stage.base.kind == "scratch"
	every one in stage.instructions {
		not one.keyword in {"ADD", "COPY", "RUN", "WORKDIR"}
	}
}
