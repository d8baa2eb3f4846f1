package dockwarden.compose["lifecycle-hook-root_test"]

import data.dockwarden.compose["lifecycle-hook-root"] as rule

findings(user) := found if {
	found := rule.deny with input as {"services": {"x": {"name": "x", "pre_stop": [{"user": user}]}}}
}

test_root_is_denied if {
	every user in ["root", "0", "0:0"] {
		count(findings(user)) == 1
	}
}

test_other_users_pass if {
	every user in ["app", "1000:0", {"@": 1, "unknown": "${USER}"}] {
		count(findings(user)) == 0
	}
}
