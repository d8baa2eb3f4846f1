package dockwarden.dockerfile["stage-name-reserved_test"]

import data.dockwarden.dockerfile["stage-name-reserved"] as rule

findings(name) := found if {
	found := rule.deny with input as {
		"stages": [{"index": 0, "name": name}],
		"instructions": {"FROM": [{"words": [{"text": name}]}]},
	}
}

test_reserved_names_are_denied if {
	count(findings("scratch")) == 1
	count(findings("Context")) == 1
}

test_other_names_pass if {
	count(findings("build")) == 0
}
