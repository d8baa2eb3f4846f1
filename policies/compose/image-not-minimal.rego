# METADATA
# title: Image brings a whole system
# description: >-
#   A full distribution brings a package manager, shells and hundreds of programs that the service
#   never calls, each with vulnerabilities of its own and useful to an intruder. Use a smaller
#   variant: alpine, slim or distroless.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image
# custom:
#   severity: low
#   practice: minimal-images
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["image-not-minimal"]

import data.dockwarden.lib.compose

deny contains {
	"message": message(service),
	"at": service.image,
} if {
	some service in input.services
	service.image.minimal == "no"
	compose.pulled(service)
}

message(service) := sprintf("Service %q uses the full image %s", [service.name, service.image.value]) if {
	not service.image.smaller
}

message(service) := sprintf(
	"Service %q uses the full image %s; %s is smaller",
	[service.name, service.image.value, service.image.smaller],
) if {
	service.image.smaller
}
