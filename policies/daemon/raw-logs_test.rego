package dockwarden.daemon["raw-logs_test"]

import data.dockwarden.daemon["raw-logs"] as rule

findings(value) := found if {
	found := rule.deny with input as {"options": {"raw-logs": {"@": 1, "set": true, "value": value}}}
}

test_raw_is_denied if {
	count(findings(true)) == 1
}

test_escaped_passes if {
	count(findings(false)) == 0
}
