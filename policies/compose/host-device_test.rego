package dockwarden.compose["host-device_test"]

import data.dockwarden.compose["host-device"] as rule

denied(source) if {
	device := {"@": 3, "source": source}
	some finding in rule.deny with input as {"containers": [{"name": "x", "devices": [device]}]}
	finding.at == [device, "source"]
}

test_disks_and_memory_are_denied if {
	every source in ["/dev", "/dev/mem", "/dev/sda1", "/dev/nvme0n1", "/dev/mapper/root", "/dev/disk/by-uuid/1", "/dev/mapper"] {
		denied(source)
	}
}

test_ordinary_devices_pass if {
	every source in ["/dev/dri", "/dev/net/tun", "/dev/ttyUSB0", "/dev/video0", "/dev/sg0", "/dev/snd", "/dev/hidraw0"] {
		not denied(source)
	}
}
