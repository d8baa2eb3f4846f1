package dockwarden.compose["oom-protected_test"]

import data.dockwarden.compose["oom-protected"] as rule

findings(service) := found if {
	found := rule.deny with input as {"containers": [object.union({"name": "x"}, service)]}
}

test_protected_services_are_denied if {
	count(findings({"oom_kill_disable": true})) == 1
	count(findings({"oom_score_adj": -500})) == 1
}

test_others_pass if {
	count(findings({"oom_kill_disable": false, "oom_score_adj": 500})) == 0
	count(findings({"oom_score_adj": {"@": 1, "unknown": "${X}"}})) == 0
}
