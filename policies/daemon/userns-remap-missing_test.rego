package dockwarden.daemon["userns-remap-missing_test"]

import data.dockwarden.daemon["userns-remap-missing"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"userns-remap": option}}
}

test_absent_is_denied if {
	count(findings({"set": false})) == 1
}

test_empty_is_denied if {
	count(findings({"set": true, "value": ""})) == 1
}

test_any_mapping_passes if {
	every value in ["default", "dockremap:dockremap"] {
		count(findings({"set": true, "value": value})) == 0
	}
}
