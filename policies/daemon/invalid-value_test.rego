package dockwarden.daemon["invalid-value_test"]

import data.dockwarden.daemon["invalid-value"] as rule

test_invalid_value_is_denied if {
	entry := {"@": 1, "key": "icc", "expected": "true or false", "found": "text"}
	some finding in rule.deny with input as {"invalid": [entry]}
	finding.message == `Key "icc" must be true or false, found text`
}

test_valid_values_pass if {
	count(rule.deny) == 0 with input as {"invalid": []}
}
