package dockwarden.daemon["storage-driver-obsolete_test"]

import data.dockwarden.daemon["storage-driver-obsolete"] as rule

findings(driver) := found if {
	found := rule.deny with input as {"options": {"storage-driver": {"value": driver}}}
}

test_removed_drivers_are_denied if {
	every driver in ["aufs", "devicemapper", "overlay"] {
		count(findings(driver)) == 1
	}
}

test_maintained_drivers_pass if {
	every driver in ["overlay2", "btrfs", "zfs", "vfs"] {
		count(findings(driver)) == 0
	}
}
