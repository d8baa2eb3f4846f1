package dockwarden.daemon["metrics-public_test"]

import data.dockwarden.daemon["metrics-public"] as rule

findings(address) := found if {
	found := rule.deny with input as {"options": {"metrics-addr": {"set": true, "value": address}}}
}

test_every_interface_is_denied if {
	every address in ["0.0.0.0:9323", "[::]:9323", ":9323"] {
		count(findings(address)) == 1
	}
}

test_one_address_passes if {
	every address in ["127.0.0.1:9323", "10.0.0.5:9323", ""] {
		count(findings(address)) == 0
	}
}
