package dockwarden.compose["capabilities-not-dropped_test"]

import data.dockwarden.compose["capabilities-not-dropped"] as rule

service(dropped_all, privileged, cap_drop) := {
	"name": "web",
	"build": {"context": "."},
	"cap_drop": cap_drop,
	"effective": {"privileged": privileged, "capabilities": {"dropped_all": dropped_all}},
}

test_nothing_dropped_is_denied_at_the_service if {
	web := service("no", "no", [])
	some finding in rule.deny with input as {"complete": [web]}
	finding.at == web
}

test_some_dropped_is_denied_at_the_list if {
	web := service("no", "no", ["MKNOD"])
	some finding in rule.deny with input as {"complete": [web]}
	finding.at == [web, "cap_drop"]
}

test_all_dropped_passes if {
	count(rule.deny) == 0 with input as {"complete": [service("yes", "no", ["ALL"])]}
}

test_unknown_passes if {
	count(rule.deny) == 0 with input as {"complete": [service("unknown", "no", [])]}
}

test_privileged_is_left_to_its_own_rule if {
	count(rule.deny) == 0 with input as {"complete": [service("no", "yes", [])]}
}
