package dockwarden.daemon["cgroup-parent-set_test"]

import data.dockwarden.daemon["cgroup-parent-set"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"cgroup-parent": option}}
}

test_set_is_denied if {
	count(findings({"set": true, "value": "system.slice"})) == 1
}

test_absent_and_empty_pass if {
	count(findings({"set": false})) == 0
	count(findings({"set": true, "value": ""})) == 0
}
