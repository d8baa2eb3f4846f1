package dockwarden.compose["default-bridge_test"]

import data.dockwarden.compose["default-bridge"] as rule

findings(mode) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "network_mode": mode}]}
}

test_bridge_is_denied if {
	count(findings("bridge")) == 1
}

test_other_modes_pass if {
	every mode in ["none", "host", "service:vpn"] {
		count(findings(mode)) == 0
	}
}
