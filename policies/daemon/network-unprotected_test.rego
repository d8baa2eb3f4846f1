package dockwarden.daemon["network-unprotected_test"]

import data.dockwarden.daemon["network-unprotected"] as rule

findings(mode) := found if {
	found := rule.deny with input as {"options": {"default-network-opts": {"@": 1, "set": true, "value": {"bridge": {
		"@": 2,
		"com.docker.network.bridge.gateway_mode_ipv4": mode,
	}}}}}
}

test_unprotected_is_denied if {
	count(findings("nat-unprotected")) == 1
}

test_protected_modes_pass if {
	every mode in ["nat", "routed"] {
		count(findings(mode)) == 0
	}
}
