package dockwarden.compose["mount-target-duplicate_test"]

import data.dockwarden.compose["mount-target-duplicate"] as rule

findings(service) := found if {
	found := rule.deny with input as {"containers": [object.union({"name": "x", "tmpfs": [], "volumes": []}, service)]}
}

test_same_target_is_denied if {
	count(findings({"volumes": [{"@": 1, "target": "/a"}, {"@": 2, "target": "/a/"}]})) == 1
	count(findings({"volumes": [{"@": 1, "target": "/a"}], "tmpfs": [{"@": 2, "path": "/a"}]})) == 1
}

test_targets_apart_pass if {
	count(findings({"volumes": [{"@": 1, "target": "/a"}, {"@": 2, "target": "/a/b"}]})) == 0
	unknown := {"@": 3, "unknown": "${X}"}
	count(findings({"volumes": [{"@": 1, "target": unknown}, {"@": 2, "target": unknown}]})) == 0
}
