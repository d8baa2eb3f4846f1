package dockwarden.dockerfile["empty-continuation-line_test"]

import data.dockwarden.dockerfile["empty-continuation-line"] as rule

told(text, directives, heredocs) := found if {
	found := {finding.message | some finding in rule.deny} with input as {
		"text": text,
		"directives": directives,
		"instructions": {"RUN": [
			{"onbuild": false, "line": 1, "heredocs": heredocs},
			{"onbuild": false, "line": 6, "heredocs": []},
		]},
	}
}

test_an_empty_line_is_denied if {
	told("RUN a \\\n\n  b\n\n\nRUN c\n", {}, []) == {"Line 2 is empty, though the instruction goes on"}
	told("RUN a `\n \t\n  b\n\n\nRUN c\n", {"escape": {"value": "`"}}, []) == {"Line 2 is empty, though the instruction goes on"}
}

test_lines_between_instructions_pass if {
	count(told("RUN a \\\n  b\n\n\n\nRUN c\\d\n\n", {}, [])) == 0
	count(told("RUN a\n# b \\\n\n\n\nRUN c\n", {}, [])) == 0
}

test_the_end_of_the_file_passes if {
	count(told("RUN a\n\n\n\n\nRUN c \\\n", {}, [])) == 0
}

test_heredocs_pass if {
	count(told("RUN <<E\na \\\n\nb\nE\nRUN c\n", {}, [{}])) == 0
}
