package dockwarden.compose["unknown-key_test"]

import data.dockwarden.compose["unknown-key"] as rule

test_key_of_a_service_is_denied_with_a_suggestion if {
	key := {"@": 4, "key": "cap-drop", "suggestion": "cap_drop"}
	some finding in rule.deny with input as {"services": {"x": {"name": "x", "extra": {"cap-drop": key}}}}
	finding.at == key
	contains(finding.message, "cap_drop")
}

test_key_of_the_file_is_denied if {
	count(rule.deny) == 1 with input as {"extra": {"servces": {"@": 1, "key": "servces"}}}
}

test_known_keys_pass if {
	count(rule.deny) == 0 with input as {"services": {"x": {"name": "x", "extra": {}}}, "extra": {}}
}
