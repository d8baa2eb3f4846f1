package dockwarden.compose["host-network_test"]

import data.dockwarden.compose["host-network"] as rule

test_host_is_denied if {
	service := {"name": "dns", "network_mode": "host"}
	some finding in rule.deny with input as {"containers": [service]}
	finding.at == [service, "network_mode"]
}

test_network_of_another_service_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "dns", "network_mode": "service:vpn"}]}
}
