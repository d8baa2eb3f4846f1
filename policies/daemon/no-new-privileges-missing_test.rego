package dockwarden.daemon["no-new-privileges-missing_test"]

import data.dockwarden.daemon["no-new-privileges-missing"] as rule

findings(value) := found if {
	found := rule.deny with input as {"options": {"no-new-privileges": {"value": value}}}
}

test_off_is_denied if {
	count(findings(false)) == 1
}

test_on_passes if {
	count(findings(true)) == 0
}
