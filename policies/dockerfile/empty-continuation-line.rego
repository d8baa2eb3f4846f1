# METADATA
# title: Empty line inside an instruction
# description: >-
#   The line before says that the instruction goes on, and builders still skip the empty line, but have
#   announced to refuse it. Worse, the next instruction becomes a part of this one if the backslash was
#   left over. Remove the line, or the backslash.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/no-empty-continuation/
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     buildkit: [NoEmptyContinuation]
#     tally: [buildkit/NoEmptyContinuation]
#   needs: [spellings.gap]
package dockwarden.dockerfile["empty-continuation-line"]

deny contains {
	"message": sprintf("Line %d is empty, though the instruction goes on", [instruction.gap]),
	"at": instruction,
} if {
	some instruction in input.spellings.gap
}
