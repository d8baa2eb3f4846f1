package dockwarden.compose["root-filesystem-writable_test"]

import data.dockwarden.compose["root-filesystem-writable"] as rule

findings(state) := found if {
	found := rule.deny with input as {"complete": [{"name": "x", "image": {"known": true}, "effective": {"read_only": state}}]}
}

test_writable_is_denied if {
	count(findings("no")) == 1
}

test_read_only_and_unknown_pass if {
	count(findings("yes")) == 0
	count(findings("unknown")) == 0
}
