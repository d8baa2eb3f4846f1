# METADATA
# title: Image has no tag
# description: >-
#   Without a tag Docker takes latest, which stands for another image every few weeks: what runs
#   depends on when it was pulled, and a broken or hijacked release arrives by itself. Name the
#   version, best together with its digest. Images that the project builds are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#image
#   - ref: https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
# custom:
#   severity: medium
#   practice: verified-images
#   needs: ["pulled.*.image"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.28"]
#     dclint: [service-image-require-explicit-tag]
#     compose-lint: [CL-0004]
package dockwarden.compose["image-untagged"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s uses %s without a tag", [compose.title(container), container.image.text]),
	"at": container.image,
} if {
	some container in input.pulled
	not container.image.tag
	not container.image.digest
}
