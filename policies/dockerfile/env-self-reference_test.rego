package dockwarden.dockerfile["env-self-reference_test"]

import data.dockwarden.dockerfile["env-self-reference"] as rule

findings(text, more) := found if {
	found := rule.deny with input as {
		"stages": [{"index": 0, "base": {"kind": "image"}}],
		"instructions": object.union(
			{"ENV": [{"onbuild": false, "stage": 0, "index": 3, "pairs": [
				{"name": "A", "text": "1", "variables": []},
				{"name": "B", "text": text, "variables": ["A"]},
			]}]},
			more,
		),
	}
}

test_a_variable_of_the_same_line_is_denied if {
	count(findings("$A/bin", {})) == 1
}

test_a_variable_set_before_passes if {
	count(findings("$A/bin", {"ARG": [{"stage": 0, "index": 1, "pairs": [{"name": "A"}]}]})) == 0
}

test_a_default_passes if {
	count(findings("${A:-x}", {})) == 0
}
