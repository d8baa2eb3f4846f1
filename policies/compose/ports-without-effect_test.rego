package dockwarden.compose["ports-without-effect_test"]

import data.dockwarden.compose["ports-without-effect"] as rule

findings(mode) := found if {
	found := rule.deny with input as {"services": {"x": {"name": "x", "network_mode": mode, "ports": [{"@": 1}]}}}
}

test_no_network_to_publish_from_is_denied if {
	every mode in ["host", "none"] {
		count(findings(mode)) == 1
	}
}

test_other_modes_pass if {
	every mode in ["bridge", "", {"@": 1, "unknown": "${MODE}"}] {
		count(findings(mode)) == 0
	}
}
