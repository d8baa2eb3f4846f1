package dockwarden.compose["host-pid_test"]

import data.dockwarden.compose["host-pid"] as rule

test_host_is_denied if {
	service := {"name": "top", "pid": "host"}
	some finding in rule.deny with input as {"containers": [service]}
	finding.at == [service, "pid"]
}

test_namespace_of_another_service_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "top", "pid": "service:web"}]}
}
