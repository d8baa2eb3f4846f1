package dockwarden.compose["capability-inspects-processes_test"]

import data.dockwarden.compose["capability-inspects-processes"] as rule

test_ptrace_is_denied if {
	count(rule.deny) == 1 with input as {"containers": [{"name": "web", "cap_add": ["SYS_PTRACE"]}]}
}

test_other_capabilities_pass if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "web", "cap_add": ["KILL"]}]}
}
