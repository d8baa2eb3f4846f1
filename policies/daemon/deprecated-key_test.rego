package dockwarden.daemon["deprecated-key_test"]

import data.dockwarden.daemon["deprecated-key"] as rule

test_deprecated_key_is_denied if {
	entry := {"@": 1, "key": "graph", "reason": "use data-root"}
	some finding in rule.deny with input as {"deprecated": [entry]}
	finding.at == entry
}

test_current_keys_pass if {
	count(rule.deny) == 0 with input as {"deprecated": []}
}
