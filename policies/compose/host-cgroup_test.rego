package dockwarden.compose["host-cgroup_test"]

import data.dockwarden.compose["host-cgroup"] as rule

test_host_is_denied if {
	service := {"name": "agent", "cgroup": "host"}
	some finding in rule.deny with input as {"containers": [service]}
	finding.at == [service, "cgroup"]
}

test_private_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "agent", "cgroup": "private"}]}
}
