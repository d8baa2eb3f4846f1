package dockwarden.dockerfile["stage-name-duplicate_test"]

import data.dockwarden.dockerfile["stage-name-duplicate"] as rule

findings(names) := found if {
	found := rule.deny with input as {
		"stages": [{"index": index, "name": name} | some index, name in names],
		"instructions": {"FROM": [{"words": [{"text": name, "at": index}]} | some index, name in names]},
	}
}

test_each_repetition_is_denied if {
	count(findings(["a", "A", "a"])) == 2
}

test_different_names_pass if {
	count(findings(["a", "b"])) == 0
}
