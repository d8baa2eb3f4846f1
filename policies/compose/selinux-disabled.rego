# METADATA
# title: SELinux separation is switched off
# description: >-
#   On hosts with SELinux every container has a label of its own, so that it can open neither files
#   of the host nor those of other containers. label:disable and the type spc_t give that up. To
#   share a directory, mount it with z or Z instead.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/bind-mounts/#configure-the-selinux-label
#   - ref: https://docs.docker.com/reference/compose-file/services/#security_opt
# custom:
#   severity: high
#   practice: mac-profiles
#   needs: ["containers.*.security_opt"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.3"]
#     compose-lint: [CL-0009]
package dockwarden.compose["selinux-disabled"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s runs without SELinux separation", [compose.title(container)]),
	"at": [container, "security_opt", i],
	"fix": {
		"delete": [container, "security_opt", i],
		"note": "Mounted files need a label that the service may read: add z or Z to their mounts",
	},
} if {
	some container in input.containers
	some i, option in container.security_opt
	option in {"label:disable", "label=disable", "label:type:spc_t", "label=type:spc_t"}
}
