# METADATA
# title: Neither Compose nor the image checks the health of a service
# description: >-
#   Docker only sees whether the process runs, not whether it answers. The image of this service is known
#   to bring no check, and Compose gives none either, so a process that hangs is not noticed. For images
#   that the project builds dockerfile/healthcheck-missing says so, once for all services that run them.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#healthcheck
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   sets: [strict, cis]
#   same_as:
#     cis: ["4.6"]
package dockwarden.stack["healthcheck-absent"]

# An image without a registry is one of Docker's only if it is a known one: others were built on this machine.
deny contains {
	"message": sprintf("Docker cannot tell whether service %q answers", [service.name]),
	"at": service.service,
} if {
	some service in input.services
	not service.dockerfile
	service.posture.healthcheck.held == "no"
	service.posture.healthcheck.by == "base"
	service.service.image.default_user
}
