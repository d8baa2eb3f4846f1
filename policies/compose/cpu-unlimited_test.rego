package dockwarden.compose["cpu-unlimited_test"]

import data.dockwarden.compose["cpu-unlimited"] as rule

findings(state) := found if {
	found := rule.deny with input as {"complete": [{"name": "x", "image": {"known": true}, "effective": {"cpu_limit": state}}]}
}

test_no_limit_is_denied if {
	count(findings("no")) == 1
}

test_limited_and_unknown_pass if {
	count(findings("yes")) == 0
	count(findings("unknown")) == 0
}

test_a_share_passes if {
	count(rule.deny) == 0 with input as {"complete": [{
		"name": "x",
		"image": {"known": true},
		"cpu_shares": 256,
		"effective": {"cpu_limit": "no"},
	}]}
}
