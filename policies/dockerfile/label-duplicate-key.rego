# METADATA
# title: Label is set twice
# description: >-
#   The later value replaces the earlier one, which is in the file for nothing and misleads whoever
#   edits it.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#label
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/labels/no-duplicate-keys]
#   needs: [instructions.LABEL]
package dockwarden.dockerfile["label-duplicate-key"]

deny contains {
	"message": sprintf("%s is set again below", [earlier.pair.name]),
	"at": earlier.pair,
} if {
	some earlier in labels
	some later in labels
	later.pair.name == earlier.pair.name
	later.stage == earlier.stage
	later.place > earlier.place
	earlier.pair.known == true
}

labels := [{"stage": instruction.stage, "place": (instruction.index * 10000) + index, "pair": pair} |
	some instruction in input.instructions.LABEL
	instruction.onbuild == false
	some index, pair in instruction.pairs
]
