package dockwarden.compose["host-ipc_test"]

import data.dockwarden.compose["host-ipc"] as rule

test_host_is_denied if {
	service := {"name": "gpu", "ipc": "host"}
	some finding in rule.deny with input as {"containers": [service]}
	finding.at == [service, "ipc"]
}

test_shareable_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "gpu", "ipc": "shareable"}]}
}
