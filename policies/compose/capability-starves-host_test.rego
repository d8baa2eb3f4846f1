package dockwarden.compose["capability-starves-host_test"]

import data.dockwarden.compose["capability-starves-host"] as rule

test_priority_is_denied if {
	count(rule.deny) == 1 with input as {"containers": [{"name": "db", "cap_add": ["SYS_NICE"]}]}
}

test_clock_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "db", "cap_add": ["SYS_TIME"]}]}
}
