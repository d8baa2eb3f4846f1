package dockwarden.daemon["icc-enabled_test"]

import data.dockwarden.daemon["icc-enabled"] as rule

findings(options) := found if {
	found := rule.deny with input as {"options": options}
}

test_on_is_denied if {
	count(findings({"icc": {"value": true}})) == 1
}

test_off_passes if {
	count(findings({"icc": {"value": false}})) == 0
}

test_without_a_default_bridge_it_does_not_matter if {
	count(findings({"icc": {"value": true}, "bridge": {"value": "none"}})) == 0
}
