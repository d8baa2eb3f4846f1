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
#   needs: [instructions.FROM]
package dockwarden.dockerfile["empty-continuation-line"]

deny contains {
	"message": sprintf("Line %d is empty, though the instruction goes on", [empty]),
	"at": instruction,
} if {
	joins_nothing
	some index, [line, instruction] in ordered
	count(instruction.heredocs) == 0
	last := next_lines[index] - 1
	empty := min({number |
		some number in numbers.range(line + 1, last)
		number <= last
		trim(lines[number - 1], " \t") == ""
		goes_on(lines[number - 2])
	})
}

# joins_nothing spares most files a look at each line.
joins_nothing if regex.match("[\\\\`][ \t]*\n[ \t]*\n", input.text)

lines := split(input.text, "\n")

# Sorted once, so that the end of an instruction need not be searched for.
ordered := sort([[instruction.line, instruction] |
	some instructions in input.instructions
	some instruction in instructions
	instruction.onbuild == false
])

# The first line of each next instruction; what follows the last newline is no line.
next_lines := array.concat(array.slice([line | some [line, _] in ordered], 1, count(ordered)), [count(lines)])

goes_on(line) if {
	text := trim(line, " \t")
	not startswith(text, "#")
	endswith(text, escape)
}

default escape := `\`

escape := input.directives.escape.value
