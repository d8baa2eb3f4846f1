package dockwarden.daemon["forwarding-open_test"]

import data.dockwarden.daemon["forwarding-open"] as rule

findings(value) := found if {
	found := rule.deny with input as {"options": {"ip-forward-no-drop": {"@": 1, "set": true, "value": value}}}
}

test_open_forwarding_is_denied if {
	count(findings(true)) == 1
}

test_dropping_passes if {
	count(findings(false)) == 0
}
