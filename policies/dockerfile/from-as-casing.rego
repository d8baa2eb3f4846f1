# METADATA
# title: FROM and AS are written in different case
# description: >-
#   Both work, but a line that shouts one keyword and whispers the other reads badly. Write AS as FROM is
#   written.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/from-as-casing/
# custom:
#   severity: info
#   practice: hygiene
#   needs:
#     - instructions.FROM.*.words.1.text=as
#     - instructions.FROM.*.words.1.text=As
#     - instructions.FROM.*.words.1.text=aS
#     - spellings.lower
#   fix: safe
#   sets: [strict]
#   same_as:
#     buildkit: [FromAsCasing]
#     tally: [buildkit/FromAsCasing]
package dockwarden.dockerfile["from-as-casing"]

deny contains told(word, "FROM", "AS") if {
	some instruction in input.instructions.FROM
	word := instruction.words[1]
	word.text != "AS"
	upper(word.text) == "AS"
	not instruction.written
}

deny contains told(word, "from", "as") if {
	some instruction in input.spellings.lower
	instruction.keyword == "FROM"
	word := instruction.words[1]
	word.text != "as"
	upper(word.text) == "AS"
}

told(word, from, wanted) := {
	"message": sprintf("%s stands beside %s", [word.text, from]),
	"at": word,
	"fix": {"replace": word, "text": wanted},
}
