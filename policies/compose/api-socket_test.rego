package dockwarden.compose["api-socket_test"]

import data.dockwarden.compose["api-socket"] as rule

test_api_socket_is_denied if {
	service := {"name": "ci", "use_api_socket": true}
	some finding in rule.deny with input as {"containers": [service]}
	finding.at == [service, "use_api_socket"]
}

test_switched_off_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "ci", "use_api_socket": false}]}
}
