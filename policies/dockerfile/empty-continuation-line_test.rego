package dockwarden.dockerfile["empty-continuation-line_test"]

import data.dockwarden.dockerfile["empty-continuation-line"] as rule

told(instructions) := found if {
	found := {finding.message | some finding in rule.deny} with input as {"spellings": {"gap": instructions}}
}

test_an_empty_line_is_denied if {
	told([{"line": 1, "gap": 2}]) == {"Line 2 is empty, though the instruction goes on"}
}

test_a_file_without_one_passes if {
	told([]) == set()
}
