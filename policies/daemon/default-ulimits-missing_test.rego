package dockwarden.daemon["default-ulimits-missing_test"]

import data.dockwarden.daemon["default-ulimits-missing"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"default-ulimits": option}}
}

test_none_are_denied if {
	count(findings({"set": false})) == 1
	count(findings({"set": true, "value": {}})) == 1
}

test_some_pass if {
	count(findings({"set": true, "value": {"nofile": {"soft": 1024, "hard": 4096}}})) == 0
}
