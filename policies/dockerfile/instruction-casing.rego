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
#   needs: [spellings.lower, spellings.mixed]
package dockwarden.dockerfile["instruction-casing"]

deny contains {
	"message": sprintf("%s is written in another case than most instructions of the file", [word]),
	"at": one,
} if {
	some one in instructions
	word := written(one)
	word != usual(one.keyword)
}

instructions := [instruction |
	some list in input.instructions
	some instruction in list
	instruction.onbuild == false
]

written(instruction) := object.get(instruction, "written", instruction.keyword)

# Small letters are usual only if more instructions have them than capitals.
usual(keyword) := lower(keyword) if count(small) > count(capital)

usual(keyword) := keyword if count(small) <= count(capital)

small := [one | some one in instructions; one.written == lower(one.keyword)]

capital := [one | some one in instructions; not one.written]
