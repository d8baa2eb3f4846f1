package dockwarden.compose["container-name-invalid_test"]

import data.dockwarden.compose["container-name-invalid"] as rule

findings(name) := found if {
	found := rule.deny with input as {"services": {"x": {"name": "x", "container_name": name}}}
}

test_other_characters_are_denied if {
	every name in ["my app", "_app", "a", "app:1", "é-app", ""] {
		count(findings(name)) == 1
	}
}

test_allowed_and_unknown_names_pass if {
	every name in ["app", "App_1.x-y", "7a", {"@": 1, "unknown": "${NAME}"}] {
		count(findings(name)) == 0
	}
}
