package dockwarden.daemon["marked-packets-accepted_test"]

import data.dockwarden.daemon["marked-packets-accepted"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"bridge-accept-fwmark": option}}
}

test_mark_is_denied if {
	count(findings({"@": 1, "set": true, "value": "0x1/0x3"})) == 1
}

test_no_mark_passes if {
	count(findings({"@": 1, "set": false})) == 0
	count(findings({"@": 1, "set": true, "value": ""})) == 0
}
