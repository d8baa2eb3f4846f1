package dockwarden.daemon["diagnostic-server_test"]

import data.dockwarden.daemon["diagnostic-server"] as rule

findings(value) := found if {
	found := rule.deny with input as {"options": {"network-diagnostic-port": {"@": 1, "set": true, "value": value}}}
}

test_port_is_denied if {
	count(findings(2000)) == 1
}

test_zero_passes if {
	count(findings(0)) == 0
}
