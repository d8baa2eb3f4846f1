package dockwarden.compose["dependency-never-healthy_test"]

import data.dockwarden.compose["dependency-never-healthy"] as rule

findings(health) := found if {
	found := rule.deny with input as {"services": {
		"x": {"name": "x", "depends_on": {"db": {"@": 1, "condition": "service_healthy"}}},
		"db": {"name": "db", "effective": {"healthcheck": health}},
	}}
}

test_disabled_check_is_denied if {
	count(findings("disabled")) == 1
}

test_check_of_the_image_passes if {
	every health in ["yes", "unset", "unknown"] {
		count(findings(health)) == 0
	}
}
