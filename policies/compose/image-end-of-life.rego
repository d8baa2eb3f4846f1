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
#   needs: ["pulled.*.image.releases"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["image-end-of-life"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.images

deny contains {
	"message": sprintf("%s uses %s, which is out of support: %s ended on %s", [compose.title(container), container.image.value, end.what, end.date]),
	"at": container.image,
} if {
	some container in input.pulled
	end := images.ended(container.image)
}
