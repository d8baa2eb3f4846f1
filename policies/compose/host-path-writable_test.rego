package dockwarden.compose["host-path-writable_test"]

import data.dockwarden.compose["host-path-writable"] as rule

findings(class, path, read_only) := found if {
	found := rule.deny with input as {"containers": [{
		"name": "x",
		"volumes": [{"source": path, "sensitive": class, "read_only": read_only}],
	}]}
}

test_root_equivalent_paths_are_denied if {
	every case in [
		["host-root", "/"],
		["host-config", "/etc"],
		["host-config", "/etc/systemd/system"],
		["credentials", "/etc/sudoers.d"],
		["kernel", "/lib/modules"],
		["docker-data", "/var/lib/docker"],
		["credentials", "~/.ssh"],
	] {
		count(findings(case[0], case[1], false)) == 1
		count(findings(case[0], case[1], true)) == 0
	}
}

test_other_paths_pass if {
	every case in [
		["host-config", "/etc/traefik"],
		["docker-data", "/var/lib/docker/volumes/site"],
		["credentials", "~/.aws"],
		["home", "~"],
		["logs", "/var/log"],
		["devices", "/dev/bus/usb"],
	] {
		count(findings(case[0], case[1], false)) == 0
	}
}
