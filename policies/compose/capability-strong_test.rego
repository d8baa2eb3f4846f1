package dockwarden.compose["capability-strong_test"]

import data.dockwarden.compose["capability-strong"] as rule

test_each_is_denied_at_its_item if {
	service := {"name": "vpn", "cap_add": ["NET_ADMIN", "SYS_ADMIN", "DAC_READ_SEARCH"]}
	places := {finding.at[2] | some finding in rule.deny} with input as {"containers": [service]}
	places == {0, 2}
}

test_other_capabilities_pass if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "web", "cap_add": ["CHOWN"]}]}
}
