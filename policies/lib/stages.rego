# Which stages of a Dockerfile stand on which.
package dockwarden.lib.stages

final := stage if {
	some stage in input.stages
	stage.final == true
}

# chain are the indexes of a stage and of the stages below it. Policies cannot recurse, so five
# stages below are followed.
chain(stage) := {one.index |
	some one in [
		stage, below(stage), below(below(stage)), below(below(below(stage))),
		below(below(below(below(stage)))), below(below(below(below(below(stage))))),
	]
	one.index >= 0
}

default below(_) := {"index": -1, "base": {"kind": "scratch"}}

below(stage) := input.stages[stage.base.stage] if stage.base.kind == "stage"

# sets holds if the file gives a variable its value before an instruction, in its stage or below.
sets(name, instruction) if {
	some keyword in {"ARG", "ENV"}
	some other in input.instructions[keyword]
	other.index < instruction.index
	some pair in other.pairs
	pair.name == name
	other.stage in chain(input.stages[instruction.stage])
}

# mentions holds for a text that takes the plain value of a variable, not one with a default.
mentions(text, name) if contains(text, sprintf("${%s}", [name]))

mentions(text, name) if {
	some index, rest in split(text, sprintf("$%s", [name]))
	index > 0
	regex.match("^([^A-Za-z0-9_]|$)", rest)
}
