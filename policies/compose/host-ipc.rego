# METADATA
# title: IPC namespace of the host is shared
# description: >-
#   With ipc set to host the service reaches the shared memory and message queues of every process
#   on the host, databases and desktops included. Remove the key; services that exchange shared
#   memory can share one namespace among themselves with shareable and service:NAME.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#ipc
# custom:
#   severity: high
#   practice: least-privilege
#   needs: ["containers.*.ipc=host"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.17"]
#     kics: [baa3890f-bed7-46f5-ab8f-1da8fc91c729]
#     compose-lint: [CL-0010]
package dockwarden.compose["host-ipc"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s shares the IPC namespace of the host", [compose.title(container)]),
	"at": [container, "ipc"],
	"fix": {
		"delete": [container, "ipc"],
		"note": "Shared memory is limited to the service; raise shm_size if it needs more than 64 MB",
	},
} if {
	some container in input.containers
	container.ipc == "host"
}
