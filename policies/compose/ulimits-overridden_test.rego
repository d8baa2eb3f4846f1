package dockwarden.compose["ulimits-overridden_test"]

import data.dockwarden.compose["ulimits-overridden"] as rule

findings(limits) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "ulimits": limits}]}
}

test_own_limits_are_denied if {
	count(findings({"nofile": {"@": 1, "soft": 1024, "hard": 1024}})) == 1
}

test_defaults_pass if {
	count(findings({})) == 0
}
