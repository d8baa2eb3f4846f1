package dockwarden.compose["cgroup-parent-set_test"]

import data.dockwarden.compose["cgroup-parent-set"] as rule

test_set_is_denied if {
	service := {"name": "x", "cgroup_parent": "system.slice"}
	some finding in rule.deny with input as {"containers": [service]}
	finding.at == [service, "cgroup_parent"]
}

test_absent_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "x"}]}
}
