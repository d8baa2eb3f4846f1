# METADATA
# title: Service sets limits of its own
# description: >-
#   The daemon's default-ulimits hold for all containers; a service that sets its own may take more of
#   the host than was meant for it. Compare them with the defaults, and keep only those that it needs.
#   Meant for reviews: the file does not tell what is needed.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#ulimits
# custom:
#   severity: info
#   practice: limits
#   needs: ["containers.*.ulimits"]
#   fix: none
#   sets: [cis]
#   same_as:
#     cis: ["5.19"]
package dockwarden.compose["ulimits-overridden"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s sets the limits %s", [compose.title(container), concat(", ", names)]),
	"at": [container, "ulimits"],
} if {
	some container in input.containers
	names := object.keys(container.ulimits)
	count(names) > 0
}
