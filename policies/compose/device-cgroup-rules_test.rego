package dockwarden.compose["device-cgroup-rules_test"]

import data.dockwarden.compose["device-cgroup-rules"] as rule

findings(text) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "device_cgroup_rules": [text]}]}
}

test_wide_rules_are_denied if {
	every text in ["a *:* rwm", "a", "b 8:* rmw", "c *:* r"] {
		count(findings(text)) == 1
	}
}

test_one_character_device_passes if {
	every text in ["c 188:* rmw", "c 1:3 mr"] {
		count(findings(text)) == 0
	}
}
