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
#   needs: ["images.*.image.releases"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     tally: [tally/ruby/eol-ruby-version]
package dockwarden.dockerfile["image-end-of-life"]

import data.dockwarden.lib.images

deny contains {
	"message": sprintf("Image %q is out of support: %s ended on %s", [use.image.text, end.what, end.date]),
	"at": use,
} if {
	some use in input.images
	use.used == true
	end := images.ended(use.image)
}
