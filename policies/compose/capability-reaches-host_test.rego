package dockwarden.compose["capability-reaches-host_test"]

import data.dockwarden.compose["capability-reaches-host"] as rule

test_clock_and_kernel_log_are_denied if {
	count(rule.deny) == 2 with input as {"containers": [{"name": "web", "cap_add": ["SYS_TIME", "SYSLOG"]}]}
}

test_what_only_costs_resources_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "web", "cap_add": ["SYS_NICE"]}]}
}
