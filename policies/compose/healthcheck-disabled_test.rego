package dockwarden.compose["healthcheck-disabled_test"]

import data.dockwarden.compose["healthcheck-disabled"] as rule

findings(state) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "healthcheck": {"test": ["NONE"]}, "effective": {"healthcheck": state}}]}
}

test_disabled_is_denied if {
	count(findings("disabled")) == 1
}

test_a_check_of_its_own_or_of_the_image_passes if {
	every state in ["yes", "unset", "unknown"] {
		count(findings(state)) == 0
	}
}
