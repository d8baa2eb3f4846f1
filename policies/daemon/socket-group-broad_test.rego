package dockwarden.daemon["socket-group-broad_test"]

import data.dockwarden.daemon["socket-group-broad"] as rule

findings(group) := found if {
	found := rule.deny with input as {"options": {"group": {"@": 1, "set": true, "value": group}}}
}

test_groups_of_everybody_are_denied if {
	every group in ["users", "staff", "nogroup", "www-data"] {
		count(findings(group)) == 1
	}
}

test_groups_of_few_pass if {
	every group in ["docker", "container-admins", "root", "1001", ""] {
		count(findings(group)) == 0
	}
}
