package dockwarden.dockerfile["docker-socket-volume_test"]

import data.dockwarden.dockerfile["docker-socket-volume"] as rule

findings(path) := found if {
	found := rule.deny with input as {"instructions": {"VOLUME": [{"paths": [{"text": path, "value": path}]}]}}
}

test_sockets_are_denied if {
	count(findings("/var/run/docker.sock")) == 1
}

test_other_folders_pass if {
	count(findings("/var/run")) == 0
}
