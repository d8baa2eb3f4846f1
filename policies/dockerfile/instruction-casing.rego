# METADATA
# title: Instruction is written in another case than the rest
# description: >-
#   Every spelling works, but a file in one of them is easier to read and to search. Write all
#   instructions in capitals, which is the custom, or all in small letters.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/consistent-instruction-casing/
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     buildkit: [ConsistentInstructionCasing]
#     tally: [buildkit/ConsistentInstructionCasing]
#   needs: [instructions.FROM]
package dockwarden.dockerfile["instruction-casing"]

deny contains {
	"message": sprintf("%s is written in another case than most instructions of the file", [one.written]),
	"at": one.instruction,
} if {
	some one in written
	one.written != usual(one.written)
}

# Small letters are usual only if more instructions have them than capitals.
usual(word) := lower(word) if count(small) > count(capital)

usual(word) := upper(word) if count(small) <= count(capital)

small := [one | some one in written; one.written == lower(one.written)]

capital := [one | some one in written; one.written == upper(one.written)]

lines := split(input.text, "\n")

written := [{"instruction": instruction, "written": word} |
	some keyword, instructions in input.instructions
	some instruction in instructions
	instruction.onbuild == false
	word := regex.find_n("^[A-Za-z]+", trim_left(lines[instruction.line - 1], " \t\ufeff"), 1)[0]
	upper(word) == keyword
]
