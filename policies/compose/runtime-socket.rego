# METADATA
# title: Control socket of a container runtime is mounted
# description: >-
#   The sockets of containerd, CRI-O, Podman and their kin start containers with any rights, just as
#   Docker's does: a service that can write to one has root on the host. Mounting it read-only does
#   not help. Collect what the service needs in another way.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
# custom:
#   severity: critical
#   practice: least-privilege
#   needs: ["containers.*.volumes.*.sensitive=runtime-socket"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.32"]
#     compose-lint: [CL-0001]
package dockwarden.compose["runtime-socket"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s mounts the runtime socket %s", [compose.title(container), shown(compose.host_path(mount))]),
	"at": [mount, "source"],
} if {
	some container in input.containers
	some mount in container.volumes
	mount.sensitive == "runtime-socket"
	not mount.holds
}

deny contains {
	"message": sprintf("%s mounts %s, which holds a runtime socket", [compose.title(container), compose.host_path(mount)]),
	"at": [mount, "source"],
} if {
	some container in input.containers
	some mount in container.volumes
	mount.sensitive == "runtime-socket"
	mount.holds == true
}

# A socket is known by its name where a variable says the folder.
shown(path) := path if is_string(path)

shown(path) := path.unknown
