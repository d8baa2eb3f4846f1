package dockwarden.compose["logging-disabled_test"]

import data.dockwarden.compose["logging-disabled"] as rule

findings(driver) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "logging": {"driver": driver}}]}
}

test_none_is_denied if {
	count(findings("none")) == 1
}

test_other_drivers_pass if {
	count(findings("local")) == 0
}
