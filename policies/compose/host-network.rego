# METADATA
# title: Network of the host is shared
# description: >-
#   With network_mode set to host the service sees all interfaces of the host, reaches whatever
#   listens on its loopback address, and opens ports without ports saying so. Use networks and
#   publish the ports that are needed.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#network_mode
#   - ref: https://docs.docker.com/engine/network/drivers/host/
# custom:
#   severity: high
#   practice: network
#   needs: ["containers.*.network_mode=host"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.10"]
#     kics: [071a71ff-f868-47a4-ac0b-3c59e4ab5443]
#     compose-lint: [CL-0008]
package dockwarden.compose["host-network"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s shares the network of the host", [compose.title(container)]),
	"at": [container, "network_mode"],
	"fix": {
		"delete": [container, "network_mode"],
		"note": "The service is reachable only through ports, and reaches the host by another address",
	},
} if {
	some container in input.containers
	container.network_mode == "host"
}
