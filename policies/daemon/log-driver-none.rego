# METADATA
# title: Logging is switched off for all containers
# description: >-
#   With the driver none nothing that containers write is kept, so an attack or a fault leaves no
#   trace. Use local, which rotates by itself, or send the logs to where they are read.
# related_resources:
#   - ref: https://docs.docker.com/engine/logging/configure/
# custom:
#   severity: medium
#   practice: logging
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.13"]
#     compose-lint: [CL-0014]
package dockwarden.daemon["log-driver-none"]

deny contains {
	"message": "What containers write is not kept",
	"at": input.options["log-driver"],
} if {
	input.options["log-driver"].value == "none"
}
