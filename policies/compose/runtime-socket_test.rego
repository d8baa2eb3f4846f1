package dockwarden.compose["runtime-socket_test"]

import data.dockwarden.compose["runtime-socket"] as rule

test_runtime_socket_is_denied if {
	mount := {"source": "/run/containerd/containerd.sock", "sensitive": "runtime-socket"}
	some finding in rule.deny with input as {"containers": [{"name": "web", "volumes": [mount]}]}
	finding.at == [mount, "source"]
}

test_docker_socket_is_left_to_its_own_rule if {
	mount := {"source": "/run/docker.sock", "sensitive": "docker-socket"}
	count(rule.deny) == 0 with input as {"containers": [{"name": "web", "volumes": [mount]}]}
}

test_directory_that_holds_one_is_named if {
	mount := {"source": "/run/containerd", "sensitive": "runtime-socket", "holds": true}
	some finding in rule.deny with input as {"containers": [{"name": "web", "volumes": [mount]}]}
	contains(finding.message, "/run/containerd, which holds")
}
