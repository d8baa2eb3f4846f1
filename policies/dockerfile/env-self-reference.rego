# METADATA
# title: ENV uses a variable that the same line sets
# description: >-
#   All values of one ENV are worked out before any of them is set, so the variable has the value from
#   before this line: mostly none. Set it in an ENV of its own, above.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#environment-replacement
# custom:
#   severity: low
#   practice: hygiene
#   needs: ["instructions.ENV.*.pairs.1"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     hadolint: [DL3044]
package dockwarden.dockerfile["env-self-reference"]

import data.dockwarden.lib.stages

deny contains {
	"message": sprintf("%s does not have its new value yet in the same ENV", [earlier.name]),
	"at": pair,
} if {
	some instruction in input.instructions.ENV
	instruction.onbuild == false
	some place, pair in instruction.pairs
	pair.variables != []
	some index, earlier in instruction.pairs
	index != place
	earlier.name in pair.variables
	earlier.name != pair.name
	stages.mentions(pair.text, earlier.name)
	not stages.sets(earlier.name, instruction)
}
