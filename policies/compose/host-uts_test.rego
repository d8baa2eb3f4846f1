package dockwarden.compose["host-uts_test"]

import data.dockwarden.compose["host-uts"] as rule

service(privileged, cap_add) := {
	"name": "agent",
	"uts": "host",
	"cap_add": cap_add,
	"effective": {"privileged": privileged},
}

test_administrator_is_denied if {
	every agent in [service("yes", []), service("no", ["SYS_ADMIN"])] {
		some finding in rule.deny with input as {"containers": [agent]}
		finding.at == [agent, "uts"]
	}
}

test_without_the_capability_it_changes_nothing if {
	count(rule.deny) == 0 with input as {"containers": [service("no", ["CHOWN"])]}
}
