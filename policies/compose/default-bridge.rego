# METADATA
# title: Service uses the default bridge
# description: >-
#   All containers without a network of their own meet on Docker's default bridge, whatever project
#   they belong to, and may talk to each other unless the daemon forbids it. Remove network_mode;
#   Compose then gives the project a network that others cannot join by accident.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/drivers/bridge/#differences-between-user-defined-bridges-and-the-default-bridge
# custom:
#   severity: low
#   practice: network
#   needs: ["containers.*.network_mode=bridge"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.30"]
#     kics: [ce14a68b-1668-41a0-ab7d-facd9f784742]
package dockwarden.compose["default-bridge"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s uses the default bridge", [compose.title(container)]),
	"at": [container, "network_mode"],
	"fix": {
		"delete": [container, "network_mode"],
		"note": "Containers outside the project can no longer reach the service by its address",
	},
} if {
	some container in input.containers
	container.network_mode == "bridge"
}
