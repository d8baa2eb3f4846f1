package dockwarden.compose["overlay-unencrypted_test"]

import data.dockwarden.compose["overlay-unencrypted"] as rule

findings(network) := found if {
	found := rule.deny with input as {"networks": {"back": network}}
}

test_missing_and_switched_off_are_denied_once if {
	every options in [{}, {"mtu": "1400"}, {"encrypted": "false"}, {"encrypted": false}] {
		count(findings({"driver": "overlay", "driver_opts": options})) == 1
	}
}

test_encrypted_passes if {
	every value in ["true", "", true, {"@": 1, "unknown": "${X}"}] {
		count(findings({"driver": "overlay", "driver_opts": {"encrypted": value}})) == 0
	}
}

test_other_networks_pass if {
	count(findings({"driver": "bridge", "driver_opts": {}})) == 0
	count(findings({"driver": "overlay", "external": true, "driver_opts": {}})) == 0
}
