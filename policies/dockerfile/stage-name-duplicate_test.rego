package dockwarden.dockerfile["stage-name-duplicate_test"]

import data.dockwarden.dockerfile["stage-name-duplicate"] as rule

findings(stages) := found if {
	found := rule.deny with input as {
		"stages": stages,
		"instructions": {"FROM": [{"words": [{"text": stage.name, "at": stage.index}]} | some stage in stages]},
	}
}

test_each_repetition_is_denied if {
	found := findings([
		{"index": 0, "name": "a"},
		{"index": 1, "name": "A", "same_name": 0},
		{"index": 2, "name": "a", "same_name": 0},
	])
	{[finding.message, finding.at.at] | some finding in found} == {
		["An earlier stage is called \"a\" too", 1],
		["An earlier stage is called \"a\" too", 2],
	}
}

test_different_names_pass if {
	count(findings([{"index": 0, "name": "a"}, {"index": 1, "name": "b"}])) == 0
}
