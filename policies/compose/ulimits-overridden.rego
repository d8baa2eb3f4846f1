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
#   fix: none
#   sets: [cis]
#   same_as:
#     cis: ["5.19"]
#   mentions: ["ulimits"]
package dockwarden.compose["ulimits-overridden"]

deny contains {
	"message": sprintf("Service %q sets the limits %s", [service.name, concat(", ", names)]),
	"at": [service, "ulimits"],
} if {
	some service in input.services
	names := object.keys(service.ulimits)
	count(names) > 0
}
