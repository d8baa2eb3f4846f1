package dockwarden.dockerfile["empty-continuation-line_test"]

import data.dockwarden.dockerfile["empty-continuation-line"] as rule

told(instruction) := found if {
	found := {finding.message | some finding in rule.deny} with input as {"instructions": {"RUN": [instruction]}}
}

test_an_empty_line_is_denied if {
	told({"line": 1, "gap": 2}) == {"Line 2 is empty, though the instruction goes on"}
}

test_an_instruction_without_one_passes if {
	told({"line": 1}) == set()
}
