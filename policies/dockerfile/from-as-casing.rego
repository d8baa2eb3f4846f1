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
#   needs: ["instructions.FROM.*.words.1"]
#   fix: safe
#   sets: [strict]
#   same_as:
#     buildkit: [FromAsCasing]
#     tally: [buildkit/FromAsCasing]
package dockwarden.dockerfile["from-as-casing"]

deny contains {
	"message": sprintf("%s stands beside %s", [word.text, from]),
	"at": word,
	"fix": {"replace": word, "text": wanted},
} if {
	some instruction in input.instructions.FROM
	word := instruction.words[1]
	from := object.get(instruction, "written", "FROM")
	wanted := fitting[from]
	word.text != wanted
	upper(word.text) == "AS"
}

# What AS looks like beside FROM; nothing fits a word that mixes both.
fitting := {"FROM": "AS", "from": "as"}
