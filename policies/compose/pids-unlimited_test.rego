package dockwarden.compose["pids-unlimited_test"]

import data.dockwarden.compose["pids-unlimited"] as rule

findings(state) := found if {
	found := rule.deny with input as {"complete": [{"name": "x", "image": {"known": true}, "effective": {"pids_limit": state}}]}
}

test_no_limit_is_denied if {
	count(findings("no")) == 1
}

test_limited_and_unknown_pass if {
	count(findings("yes")) == 0
	count(findings("unknown")) == 0
}
