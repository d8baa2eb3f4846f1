package dockwarden.compose.privileged_test

import data.dockwarden.compose.privileged as rule

test_privileged_service_is_denied if {
	service := {"@": 1, "name": "web", "privileged": true}
	some finding in rule.deny with input as {"containers": [service]}
	finding.at == [service, "privileged"]
}

test_unprivileged_service_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "web", "privileged": false}]}
}

test_unknown_value_passes if {
	count(rule.deny) == 0 with input as {"containers": [{
		"name": "web",
		"privileged": {"@": 2, "unknown": "${PRIVILEGED}"},
	}]}
}
