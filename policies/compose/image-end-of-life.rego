# METADATA
# title: Image is out of support
# description: >-
#   The release that the tag names, or the distribution below it, gets no more security fixes, so
#   every flaw found since stays open in the image for good. Move to a release that is maintained.
# related_resources:
#   - ref: https://endoflife.date/
# custom:
#   severity: high
#   practice: minimal-images
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["image-end-of-life"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.images

deny contains {
	"message": sprintf("Service %q uses %s, which is out of support: %s ended on %s", [service.name, service.image.value, end.what, end.date]),
	"at": service.image,
} if {
	some service in input.services
	end := images.ended(service.image)
	compose.pulled(service)
}
