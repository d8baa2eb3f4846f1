package dockwarden.compose["watch-target-missing_test"]

import data.dockwarden.compose["watch-target-missing"] as rule

findings(entry) := found if {
	found := rule.deny with input as {"services": {"x": {"name": "x", "develop": {"@": 1, "watch": [entry]}}}}
}

test_copying_without_target_is_denied if {
	every action in ["sync", "sync+exec", "sync+restart"] {
		count(findings({"@": 2, "action": action, "path": "."})) == 1
	}
}

test_target_and_other_actions_pass if {
	count(findings({"@": 2, "action": "sync", "path": ".", "target": "/app"})) == 0
	count(findings({"@": 2, "action": "rebuild", "path": "."})) == 0
}
