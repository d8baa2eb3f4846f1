package dockwarden.compose["host-device-listens_test"]

import data.dockwarden.compose["host-device-listens"] as rule

findings(source) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "devices": [{"source": source}]}]}
}

test_log_and_input_are_denied if {
	every source in ["/dev/kmsg", "/dev/input", "/dev/input/", "/dev/uinput"] {
		count(findings(source)) == 1
	}
}

test_single_devices_pass if {
	every source in ["/dev/input/by-id/usb-scanner", "/dev/ttyUSB0", {"@": 1, "unknown": "${DEVICE}"}] {
		count(findings(source)) == 0
	}
}
