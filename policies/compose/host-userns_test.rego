package dockwarden.compose["host-userns_test"]

import data.dockwarden.compose["host-userns"] as rule

test_host_is_denied if {
	service := {"name": "agent", "userns_mode": "host"}
	some finding in rule.deny with input as {"containers": [service]}
	finding.at == [service, "userns_mode"]
}

test_absent_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "agent"}]}
}
