package dockwarden.compose["volume-overlays-host_test"]

import data.dockwarden.compose["volume-overlays-host"] as rule

findings(options) := found if {
	found := rule.deny with input as {"volumes": {"v": {"@": 1, "driver_opts": options}}}
}

test_directories_of_the_host_are_denied if {
	count(findings({"type": "overlay", "device": "overlay", "o": "lowerdir=/,upperdir=/var/lib/docker/volumes/u/_data,workdir=/w"})) == 1
	count(findings({"type": "overlay", "device": "overlay", "o": "lowerdir=/a:/b"})) == 2
}

test_other_volumes_pass if {
	every options in [
		{"type": "nfs", "o": "addr=10.0.0.1"},
		{"type": "overlay", "o": "lowerdir=/var/lib/docker/volumes/a/_data"},
		{"type": "overlay", "o": {"@": 2, "unknown": "lowerdir=${DIR}"}},
		{},
	] {
		count(findings(options)) == 0
	}
}
