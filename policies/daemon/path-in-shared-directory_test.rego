package dockwarden.daemon["path-in-shared-directory_test"]

import data.dockwarden.daemon["path-in-shared-directory"] as rule

findings(key, value) := found if {
	found := rule.deny with input as {"options": {key: {"@": 1, "set": true, "value": value}}}
}

test_shared_directories_are_denied if {
	count(findings("data-root", "/tmp/docker")) == 1
	count(findings("tlskey", "/var/tmp/key.pem")) == 1
	count(findings("runtimes", {"mine": {"@": 2, "path": "/dev/shm/runc"}})) == 1
	count(findings("cdi-spec-dirs", ["/etc/cdi", "/tmp/cdi"])) == 1
}

test_own_directories_pass if {
	count(findings("data-root", "/srv/docker")) == 0
	count(findings("data-root", "/tmpfs/docker")) == 0
	count(findings("runtimes", {"mine": {"@": 2, "path": "/usr/local/bin/runsc"}})) == 0
}
