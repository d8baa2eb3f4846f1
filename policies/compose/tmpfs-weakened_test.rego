package dockwarden.compose["tmpfs-weakened_test"]

import data.dockwarden.compose["tmpfs-weakened"] as rule

findings(options) := found if {
	found := rule.deny with input as {"containers": [{
		"name": "x",
		"tmpfs": [{"path": "/tmp", "options": options}],
	}]}
}

test_each_option_is_denied_once_per_mount if {
	count(findings(["exec"])) == 1
	count(findings(["suid", "dev", "size=64m"])) == 1
}

test_defaults_and_sizes_pass if {
	count(findings([])) == 0
	count(findings(["noexec", "nosuid", "size=64m", "mode=1777"])) == 0
}
