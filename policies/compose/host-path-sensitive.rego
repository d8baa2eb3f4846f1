# METADATA
# title: Sensitive path of the host is mounted
# description: >-
#   The root of the host, home directories, stored credentials, Docker's data and /proc hold secrets
#   of other programs; an intruder reads them from within the service, also through a read-only
#   mount. Mount the single file or directory that the service needs, or use secrets.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/bind-mounts/
#   - ref: https://docs.docker.com/compose/how-tos/use-secrets/
# custom:
#   severity: high
#   practice: filesystem
#   needs: ["containers.*.volumes.*.sensitive"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.6"]
#     kics: [1c1325ff-831d-43a1-973e-839ae57dfcc0]
#     compose-lint: [CL-0013]
package dockwarden.compose["host-path-sensitive"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.compose_host_paths

deny contains {
	"message": sprintf("%s mounts %s of the host", [compose.title(container), compose.host_path(mount)]),
	"at": [mount, "source"],
	"related": compose.hides_bind(mount),
} if {
	some container in input.containers
	some mount in container.volumes
	compose_host_paths.tells_secrets(mount)
	not compose_host_paths.takes_over(mount)
}
