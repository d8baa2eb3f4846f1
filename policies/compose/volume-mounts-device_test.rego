package dockwarden.compose["volume-mounts-device_test"]

import data.dockwarden.compose["volume-mounts-device"] as rule

findings(options) := found if {
	found := rule.deny with input as {"volumes": {"v": {"@": 1, "driver_opts": options}}}
}

test_disks_are_denied if {
	count(findings({"type": "ext4", "device": "/dev/sda1"})) == 1
	count(findings({"type": "ext4", "device": "/dev/sda1", "o": "ro"})) == 1
}

test_other_devices_pass if {
	every options in [
		{},
		{"type": "tmpfs", "device": "tmpfs"},
		{"type": "nfs", "device": ":/export"},
		{"type": "none", "o": "bind", "device": "/dev/dri"},
		{"type": "ext4", "device": {"@": 2, "unknown": "${DISK}"}},
	] {
		count(findings(options)) == 0
	}
}
