package dockwarden.compose["network-unprotected_test"]

import data.dockwarden.compose["network-unprotected"] as rule

findings(mode) := found if {
	found := rule.deny with input as {"networks": {"n": {"@": 1, "driver_opts": {"com.docker.network.bridge.gateway_mode_ipv4": mode}}}}
}

test_unprotected_is_denied if {
	count(findings("nat-unprotected")) == 1
}

test_protected_modes_pass if {
	every mode in ["nat", "routed", "isolated", {"@": 2, "unknown": "${MODE}"}] {
		count(findings(mode)) == 0
	}
}
