package dockwarden.compose["apparmor-unconfined_test"]

import data.dockwarden.compose["apparmor-unconfined"] as rule

findings(option) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "security_opt": [option]}]}
}

test_both_spellings_are_denied if {
	every option in ["apparmor:unconfined", "apparmor=unconfined"] {
		count(findings(option)) == 1
	}
}

test_profiles_pass if {
	count(findings("apparmor:docker-default")) == 0
}
