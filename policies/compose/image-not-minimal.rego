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
#   needs: ["pulled.*.image.minimal=no"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["image-not-minimal"]

import data.dockwarden.lib.compose

deny contains {
	"message": message(container),
	"at": container.image,
} if {
	some container in input.pulled
	container.image.minimal == "no"
}

message(container) := sprintf("%s uses the full image %s", [compose.title(container), container.image.value]) if {
	not container.image.smaller
}

message(container) := sprintf(
	"%s uses the full image %s; %s is smaller",
	[compose.title(container), container.image.value, container.image.smaller],
) if {
	container.image.smaller
}
