package dockwarden.compose["host-path-sensitive_test"]

import data.dockwarden.compose["host-path-sensitive"] as rule

findings(class, path, read_only) := found if {
	found := rule.deny with input as {"containers": [{
		"name": "x",
		"volumes": [{"source": path, "sensitive": class, "read_only": read_only}],
	}]}
}

test_places_of_secrets_are_denied if {
	every case in [
		["host-root", "/", true],
		["home", "~", false],
		["credentials", "~/.aws", false],
		["docker-data", "/var/lib/docker/volumes", false],
		["kernel", "/proc", true],
		["devices", "/dev", false],
	] {
		count(findings(case[0], case[1], case[2])) == 1
	}
}

test_what_the_writable_rule_reports_is_left_to_it if {
	count(findings("host-root", "/", false)) == 0
}

test_harmless_paths_pass if {
	every case in [
		["kernel", "/lib/modules"],
		["kernel", "/sys/fs/cgroup"],
		["host-config", "/etc/passwd"],
		["devices", "/dev/bus/usb"],
		["logs", "/var/log/nginx"],
	] {
		count(findings(case[0], case[1], true)) == 0
	}
}
