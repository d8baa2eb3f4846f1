package dockwarden.compose["dependency-cycle_test"]

import data.dockwarden.compose["dependency-cycle"] as rule

findings(needs) := found if {
	found := rule.deny with input as {"services": {name: {
		"name": name,
		"depends_on": {other: {"condition": "service_started"} | some other in others},
	} |
		some name, others in needs
	}}
}

test_round_is_denied_once if {
	every needs in [
		{"a": ["a"]},
		{"a": ["b"], "b": ["a"]},
		{"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]},
	] {
		count(findings(needs)) == 1
	}
}

test_two_rounds_are_denied_twice if {
	count(findings({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c", "a"]})) == 2
}

test_trees_and_diamonds_pass if {
	count(findings({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": [], "e": ["missing"]})) == 0
}
