package dockwarden.daemon["experimental-enabled_test"]

import data.dockwarden.daemon["experimental-enabled"] as rule

findings(value) := found if {
	found := rule.deny with input as {"options": {"experimental": {"value": value}}}
}

test_on_is_denied if {
	count(findings(true)) == 1
}

test_off_passes if {
	count(findings(false)) == 0
}
