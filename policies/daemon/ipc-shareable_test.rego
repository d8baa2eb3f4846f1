package dockwarden.daemon["ipc-shareable_test"]

import data.dockwarden.daemon["ipc-shareable"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"default-ipc-mode": option}}
}

test_shareable_is_denied if {
	count(findings({"set": true, "value": "shareable"})) == 1
}

test_private_and_absent_pass if {
	count(findings({"set": true, "value": "private"})) == 0
	count(findings({"set": false, "value": "private"})) == 0
}
