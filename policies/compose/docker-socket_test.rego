package dockwarden.compose["docker-socket_test"]

import data.dockwarden.compose["docker-socket"] as rule

project(mount) := {
	"containers": [{"name": "web", "volumes": [mount]}],
	"volumes": {"run": {"@": 9, "name": "run"}},
}

test_socket_is_denied_read_only_or_not if {
	every read_only in [true, false] {
		mount := {"source": "/var/run/docker.sock", "sensitive": "docker-socket", "read_only": read_only}
		some finding in rule.deny with input as project(mount)
		finding.at == [mount, "source"]
	}
}

test_directory_is_named if {
	mount := {"source": "/run", "sensitive": "docker-socket", "holds": true}
	some finding in rule.deny with input as project(mount)
	contains(finding.message, "mounts /run, which holds")
}

test_disguised_volume_names_its_declaration if {
	mount := {"source": "run", "driver_bind": "/run", "sensitive": "docker-socket", "holds": true}
	some finding in rule.deny with input as project(mount)
	finding.related[0].at == {"@": 9, "name": "run"}
}

test_other_sockets_pass if {
	count(rule.deny) == 0 with input as project({"source": "/run/app.sock"})
}

test_runtime_directory_of_a_user_passes if {
	mount := {"source": "/run/user/1000", "sensitive": "docker-socket", "holds": true}
	count(rule.deny) == 0 with input as project(mount)
}
