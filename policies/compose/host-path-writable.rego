# METADATA
# title: Service can rewrite the host
# description: >-
#   Whoever may write to the root, to /etc, to kernel interfaces or to Docker's own data becomes
#   root on the host: a line in a crontab or a file under /etc/systemd is enough. Mount the one
#   directory that is needed, read-only, or copy its content into a volume.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/bind-mounts/
#   - ref: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
# custom:
#   severity: critical
#   practice: filesystem
#   needs: ["containers.*.volumes.*.sensitive"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.6"]
#     kics: [1c1325ff-831d-43a1-973e-839ae57dfcc0]
#     compose-lint: [CL-0025]
package dockwarden.compose["host-path-writable"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.compose_host_paths

deny contains {
	"message": sprintf("%s can write to %s of the host", [compose.title(container), compose.host_path(mount)]),
	"at": [mount, "source"],
	"related": compose.hides_bind(mount),
} if {
	some container in input.containers
	some mount in container.volumes
	compose_host_paths.takes_over(mount)
}
