package dockwarden.dockerfile["gpu-driver-capabilities-all_test"]

import data.dockwarden.dockerfile["gpu-driver-capabilities-all"] as rule

findings(value) := found if {
	found := rule.deny with input as {
		"stages": [{"used": true}],
		"instructions": {"ENV": [{"stage": 0, "pairs": [{"name": "NVIDIA_DRIVER_CAPABILITIES", "value": value}]}]},
	}
}

test_all_is_denied if {
	count(findings("all")) == 1
}

test_a_choice_passes if {
	count(findings("compute,utility")) == 0
}
