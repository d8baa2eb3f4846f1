package dockwarden.dockerfile["workdir-in-system-path_test"]

import data.dockwarden.dockerfile["workdir-in-system-path"] as rule

findings(path) := found if {
	found := rule.deny with input as {"instructions": {"WORKDIR": [{"path": {"text": path, "value": path}}]}}
}

test_folders_of_the_kernel_are_denied if {
	every path in ["/proc", "/proc/1", "/sys/", "/dev/shm", "/boot"] {
		count(findings(path)) == 1
	}
}

test_other_folders_pass if {
	every path in ["/app", "/developer", "/etc/nginx", "proc"] {
		count(findings(path)) == 0
	}
}
