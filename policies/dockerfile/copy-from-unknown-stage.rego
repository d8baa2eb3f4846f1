# METADATA
# title: COPY takes from a stage that does not exist
# description: >-
#   Stages are counted from 0, and the builder refuses a number that no stage has. Names of stages do
#   not shift when a stage is added: use them.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#copy---from
# custom:
#   severity: medium
#   practice: hygiene
#   fix: none
#   mentions: ["from=0", "from=1", "from=2", "from=3", "from=4", "from=5", "from=6", "from=7", "from=8", "from=9"]
#   sets: [recommended, strict]
#   same_as:
#     hadolint: [DL3022]
#     tally: [hadolint/DL3022]
#   needs: [instructions.COPY, instructions.RUN]
package dockwarden.dockerfile["copy-from-unknown-stage"]

deny contains {
	"message": sprintf("There is no stage %s", [from.text]),
	"at": from,
} if {
	some from in sources
	regex.match("^[0-9]+$", from.text)
	to_number(from.text) >= count(input.stages)
}

sources contains from if {
	some keyword in {"COPY", "ADD"}
	some instruction in input.instructions[keyword]
	instruction.onbuild == false
	from := instruction.from
}

sources contains from if {
	some instruction in input.instructions.RUN
	instruction.onbuild == false
	some mount in instruction.mounts
	from := mount.from
}
