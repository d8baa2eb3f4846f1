package dockwarden.compose["port-not-approved_test"]

import data.dockwarden.compose["port-not-approved"] as rule

findings(port) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "ports": [port]}]}
}

test_other_ports_are_denied if {
	count(findings({"@": 1, "published": "22"})) == 1 with data.config as {"compose/port-not-approved": {"approved": [443]}}
}

test_listed_and_unpublished_ports_pass if {
	every port in [{"@": 1, "published": "443"}, {"@": 1, "target": 80}, {"@": 1, "published": {"@": 2, "unknown": "${X}"}}] {
		count(findings(port)) == 0 with data.config as {"compose/port-not-approved": {"approved": ["443"]}}
	}
}

test_without_a_list_it_is_silent if {
	count(findings({"@": 1, "published": "22"})) == 0
}
