package dockwarden.compose["undefined-resource_test"]

import data.dockwarden.compose["undefined-resource"] as rule

findings(alone, service) := found if {
	found := rule.deny with input as {
		"alone": alone,
		"services": {"x": service},
		"networks": {"front": {"@": 1}},
	}
}

user := {"name": "x", "networks": {"back": {"@": 2}}}

test_undefined_network_is_denied if {
	count(findings(true, user)) == 1
}

test_part_of_a_project_passes if {
	count(findings(false, user)) == 0
}

test_defined_default_and_variable_networks_pass if {
	every name in ["front", "default", "${NET}"] {
		count(findings(true, {"name": "x", "networks": {name: {"@": 2}}})) == 0
	}
}
