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

# settings are the texts that may be in files of settings when a command runs: steps before it, in its
# stage or below, copy them or give them to programs, but not to those that install.
settings(command) := {lower(text) |
	some index in chain(input.stages[command.stage])
	some instruction in input.stages[index].instructions
	instruction.index <= command.instruction
	some text in array.concat([heredoc.body | some heredoc in instruction.heredocs], given(instruction))
}

given(instruction) := [word.text | some word in instruction.words] if instruction.keyword in {"ADD", "COPY"}

given(instruction) := [word.text |
	some command in instruction.commands
	not command.manager
	command.name != "rm"
	some word in command.words
] if {
	instruction.keyword == "RUN"
}

# mentions holds for a text that takes the plain value of a variable, not one with a default.
mentions(text, name) if contains(text, sprintf("${%s}", [name]))

mentions(text, name) if {
	some index, rest in split(text, sprintf("$%s", [name]))
	index > 0
	regex.match("^([^A-Za-z0-9_]|$)", rest)
}
