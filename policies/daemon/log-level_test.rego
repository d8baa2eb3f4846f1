package dockwarden.daemon["log-level_test"]

import data.dockwarden.daemon["log-level"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"log-level": option}}
}

test_other_levels_are_denied if {
	every level in ["debug", "warn", "error", "fatal"] {
		count(findings({"set": true, "value": level})) == 1
	}
}

test_info_and_absent_pass if {
	count(findings({"set": true, "value": "info"})) == 0
	count(findings({"set": false, "value": "info"})) == 0
}
