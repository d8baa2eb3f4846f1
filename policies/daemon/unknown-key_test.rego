package dockwarden.daemon["unknown-key_test"]

import data.dockwarden.daemon["unknown-key"] as rule

findings(entry) := found if {
	found := rule.deny with input as {"unknown": [entry]}
}

test_suggestion_is_given if {
	some finding in findings({"@": 1, "key": "usrland-proxy", "suggestion": "userland-proxy"})
	contains(finding.message, "userland-proxy")
}

test_without_a_suggestion_it_is_denied_once if {
	count(findings({"@": 1, "key": "colour"})) == 1
}

test_no_unknown_keys_pass if {
	count(rule.deny) == 0 with input as {"unknown": []}
}
