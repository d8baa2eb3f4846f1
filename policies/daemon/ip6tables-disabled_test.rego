package dockwarden.daemon["ip6tables-disabled_test"]

import data.dockwarden.daemon["ip6tables-disabled"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"ip6tables": option}}
}

test_switched_off_is_denied if {
	count(findings({"set": true, "value": false})) == 1
}

test_default_passes if {
	count(findings({"set": false, "value": false})) == 0
}
