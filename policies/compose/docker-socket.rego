# METADATA
# title: Docker socket is mounted
# description: >-
#   Whoever can talk to the Docker socket can start a privileged container with the host's disk
#   mounted, so the socket is root on the host; read-only does not change that, because it only
#   protects the socket file. Let the service use an API of its own, or a proxy that allows single
#   calls only.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
#   - ref: https://docs.docker.com/engine/security/protect-access/
# custom:
#   severity: critical
#   practice: least-privilege
#   needs: ["containers.*.volumes.*.sensitive=docker-socket"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.32"]
#     kics: [d6355c88-1e8d-49e9-b2f2-f8a1ca12c75b]
#     compose-lint: [CL-0001]
package dockwarden.compose["docker-socket"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s mounts the Docker socket", [compose.title(container)]),
	"at": [mount, "source"],
	"related": compose.hides_bind(mount),
} if {
	some container in input.containers
	some mount in container.volumes
	mount.sensitive == "docker-socket"
	not mount.holds
}

deny contains {
	"message": sprintf("%s mounts %s, which holds the Docker socket", [compose.title(container), compose.host_path(mount)]),
	"at": [mount, "source"],
	"related": compose.hides_bind(mount),
} if {
	some container in input.containers
	some mount in container.volumes
	mount.sensitive == "docker-socket"
	mount.holds == true
	not of_one_user(compose.host_path(mount))
}

# /run/user/1000 holds a socket only if that user runs a daemon of their own.
of_one_user(path) if startswith(path, "/run/user/")
