package dockwarden.daemon["log-driver-none_test"]

import data.dockwarden.daemon["log-driver-none"] as rule

findings(driver) := found if {
	found := rule.deny with input as {"options": {"log-driver": {"value": driver}}}
}

test_none_is_denied if {
	count(findings("none")) == 1
}

test_other_drivers_pass if {
	count(findings("local")) == 0
}
