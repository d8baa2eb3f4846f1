package dockwarden.daemon["published-ports-public_test"]

import data.dockwarden.daemon["published-ports-public"] as rule

findings(options) := found if {
	found := rule.deny with input as {"options": options}
}

test_every_interface_is_denied if {
	count(findings({"ip": {"set": false}})) == 1
	count(findings({"ip": {"set": true, "value": "0.0.0.0"}})) == 1
}

test_one_address_passes if {
	count(findings({"ip": {"set": true, "value": "127.0.0.1"}})) == 0
}

test_without_a_default_bridge_it_does_not_matter if {
	count(findings({"ip": {"set": false}, "bridge": {"value": "none"}})) == 0
}
