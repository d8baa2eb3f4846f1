# METADATA
# title: Mounts made inside appear on the host
# description: >-
#   With shared or rshared propagation, file systems that the service mounts below this path appear
#   on the host and in other containers too. A service that may mount can so cover files of the
#   host. Leave propagation out, or use rslave where the service must see new mounts of the host.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation
# custom:
#   severity: medium
#   practice: filesystem
#   needs: ["containers.*.volumes.*.propagation=shared", "containers.*.volumes.*.propagation=rshared"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.20"]
#     kics: [baa452f0-1f21-4a25-ace5-844e7a5f410d]
#     compose-lint: [CL-0017]
package dockwarden.compose["mount-propagation-shared"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s shares the mounts it makes with the host", [compose.title(container)]),
	"at": place(mount),
} if {
	some container in input.containers
	some mount in container.volumes
	mount.propagation in {"shared", "rshared"}
}

place(mount) := [mount.bind, "propagation"] if not mount.text

place(mount) := mount if mount.text
