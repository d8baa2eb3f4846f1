package dockwarden.compose["group-docker_test"]

import data.dockwarden.compose["group-docker"] as rule

findings(group) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "group_add": ["audio", group]}]}
}

test_powerful_groups_are_denied_at_their_item if {
	every group in ["docker", "root", "0", 0] {
		some finding in findings(group)
		finding.at[2] == 1
	}
}

test_other_groups_pass if {
	every group in ["video", "1000", 44, {"@": 1, "unknown": "${DOCKER_GID}"}] {
		count(findings(group)) == 0
	}
}
