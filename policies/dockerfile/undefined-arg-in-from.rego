# METADATA
# title: FROM takes an argument that is not declared
# description: >-
#   Only arguments declared with ARG before the first FROM have a value there; one that is misspelled or
#   declared inside a stage is empty, whatever --build-arg says, and the reference is not what it seems.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/undefined-arg-in-from/
# custom:
#   severity: medium
#   practice: hygiene
#   needs: ["instructions.FROM.*.words.0.variables", "instructions.FROM.*.flags.*.variables"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     buildkit: [UndefinedArgInFrom]
#     tally: [buildkit/UndefinedArgInFrom]
package dockwarden.dockerfile["undefined-arg-in-from"]

import data.dockwarden.lib.stages

# Arguments that the builder declares itself.
predefined := {
	"BUILDARCH", "BUILDOS", "BUILDPLATFORM", "BUILDVARIANT", "TARGETARCH", "TARGETOS", "TARGETPLATFORM",
	"TARGETSTAGE", "TARGETVARIANT",
}

deny contains told(word, name) if {
	some instruction in input.instructions.FROM
	word := instruction.words[0]
	some name in word.variables
	undeclared(word, name)
}

deny contains told(flag, name) if {
	some instruction in input.instructions.FROM
	some flag in instruction.flags
	some name in flag.variables
	undeclared(flag, name)
}

told(text, name) := {
	"message": sprintf("ARG %s is not declared before the first FROM", [name]),
	"at": text,
}

undeclared(text, name) if {
	not name in predefined
	not name in {arg.name | some arg in input.args}
	stages.mentions(text.text, name)
}
