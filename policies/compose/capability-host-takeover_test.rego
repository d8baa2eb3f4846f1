package dockwarden.compose["capability-host-takeover_test"]

import data.dockwarden.compose["capability-host-takeover"] as rule

test_each_is_denied_at_its_item if {
	service := {"name": "web", "cap_add": ["CHOWN", "SYS_ADMIN", "ALL"]}
	places := {finding.at[2] | some finding in rule.deny} with input as {"containers": [service]}
	places == {1, 2}
}

test_weaker_capabilities_pass if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "web", "cap_add": ["NET_ADMIN"]}]}
}
