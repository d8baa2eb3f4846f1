# METADATA
# title: Service may use the API of the engine
# description: >-
#   use_api_socket mounts the socket of the engine into the service and hands it the registry
#   credentials of whoever starts the project. With the socket it can start any container, so it is
#   root on the host. Remove the key unless managing the engine is the purpose of the service.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#use_api_socket
#   - ref: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
# custom:
#   severity: critical
#   practice: least-privilege
#   needs: ["containers.*.use_api_socket"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.32"]
#     compose-lint: [CL-0001]
package dockwarden.compose["api-socket"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s may use the API of the engine", [compose.title(container)]),
	"at": [container, "use_api_socket"],
	"fix": {
		"delete": [container, "use_api_socket"],
		"note": "The service can no longer talk to the engine or use registry credentials",
	},
} if {
	some container in input.containers
	container.use_api_socket == true
}
