# METADATA
# title: Image follows the tag latest
# description: >-
#   latest stands for another image every few weeks: what runs depends on when it was pulled, and a
#   broken or hijacked release arrives by itself. Name the version, best together with its digest.
#   Images that the project builds are passed over.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
# custom:
#   severity: medium
#   practice: verified-images
#   needs: ["pulled.*.image.tag=latest"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.28"]
#     dclint: [service-image-require-explicit-tag]
#     compose-lint: [CL-0004]
package dockwarden.compose["image-latest"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s follows the tag latest of %s", [compose.title(container), container.image.name]),
	"at": container.image,
} if {
	some container in input.pulled
	container.image.tag == "latest"
	not container.image.digest
}
