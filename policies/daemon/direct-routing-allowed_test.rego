package dockwarden.daemon["direct-routing-allowed_test"]

import data.dockwarden.daemon["direct-routing-allowed"] as rule

findings(value) := found if {
	found := rule.deny with input as {"options": {"allow-direct-routing": {"value": value}}}
}

test_on_is_denied if {
	count(findings(true)) == 1
}

test_off_passes if {
	count(findings(false)) == 0
}
