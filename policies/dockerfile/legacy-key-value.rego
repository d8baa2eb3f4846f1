# METADATA
# title: Value is written without an equals sign
# description: >-
#   In the old form everything behind the name is one value, so a second pair on the line silently
#   becomes part of the first. Write NAME=value.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/legacy-key-value-format/
# custom:
#   severity: info
#   practice: hygiene
#   needs: ["instructions.ENV.*.pairs.*.legacy", "instructions.LABEL.*.pairs.*.legacy"]
#   fix: safe
#   sets: [strict]
#   same_as:
#     buildkit: [LegacyKeyValueFormat]
#     tally: [buildkit/LegacyKeyValueFormat]
package dockwarden.dockerfile["legacy-key-value"]

deny contains object.union(
	{"message": sprintf("%s is written without an equals sign", [pair.name]), "at": pair},
	fix(pair),
) if {
	some keyword in {"ENV", "LABEL"}
	some instruction in input.instructions[keyword]
	some pair in instruction.pairs
	pair.legacy == true
}

fix(pair) := {"fix": {"replace": pair, "text": sprintf("%s=%s", [pair.name, pair.text])}} if {
	regex.match("^[A-Za-z0-9_./:@,+${}-]+$", pair.text)
}

fix(pair) := {"fix": {"replace": pair, "text": sprintf(`%s="%s"`, [pair.name, pair.text])}} if {
	not regex.match("^[A-Za-z0-9_./:@,+${}-]+$", pair.text)
	not contains(pair.text, `"`)
	not contains(pair.text, `\`)
	not contains(pair.text, "\n")
	not quoted_variable(pair)
}

# What stood in single quotes is not expanded, and would be in double quotes.
quoted_variable(pair) if {
	contains(pair.text, "$")
	count(pair.variables) == 0
}

default fix(_) := {}
