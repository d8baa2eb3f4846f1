package dockwarden.daemon["authorization-plugin-missing_test"]

import data.dockwarden.daemon["authorization-plugin-missing"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"authorization-plugins": option}}
}

test_none_is_denied if {
	count(findings({"set": false})) == 1
	count(findings({"set": true, "value": []})) == 1
}

test_a_plugin_passes if {
	count(findings({"set": true, "value": ["opa-docker-authz"]})) == 0
}
