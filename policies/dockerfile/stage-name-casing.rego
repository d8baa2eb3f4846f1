# METADATA
# title: Name of a stage has capital letters
# description: >-
#   Builders compare names of stages without regard to case, so Build and build are one stage though
#   they look like two. Write names of stages in small letters.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/stage-name-casing/
# custom:
#   severity: info
#   practice: hygiene
#   needs: ["stages.*.name"]
#   fix: none
#   sets: [strict]
#   same_as:
#     buildkit: [StageNameCasing]
#     tally: [buildkit/StageNameCasing]
package dockwarden.dockerfile["stage-name-casing"]

deny contains {
	"message": sprintf("Builders take %s for %s", [word.text, lower(word.text)]),
	"at": word,
} if {
	some instruction in input.instructions.FROM
	word := instruction.words[2]
	word.text != lower(word.text)
}
