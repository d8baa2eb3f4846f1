# METADATA
# title: Logging is switched off
# description: >-
#   With the driver none nothing that the service writes is kept, so an attack or a fault leaves no
#   trace. Use the driver local, which rotates by itself, or send the logs to where they are read.
# related_resources:
#   - ref: https://docs.docker.com/engine/logging/configure/
# custom:
#   severity: low
#   practice: logging
#   needs: ["containers.*.logging.driver=none"]
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as:
#     compose-lint: [CL-0014]
package dockwarden.compose["logging-disabled"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s keeps no logs", [compose.title(container)]),
	"at": [container.logging, "driver"],
	"fix": {
		"set": [container.logging, "driver"],
		"value": "local",
		"note": "Logs take up to 100 MB of disk per container",
	},
} if {
	some container in input.containers
	container.logging.driver == "none"
}
