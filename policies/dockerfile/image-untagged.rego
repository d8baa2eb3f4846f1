# METADATA
# title: Image has no tag
# description: >-
#   An image without a tag is the one called latest, whatever that is on the day of the build.
#   Name a version, best together with its digest, so that everybody builds on the same base.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
# custom:
#   severity: medium
#   practice: verified-images
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0001]
#     hadolint: [DL3006]
#     checkov: [CKV_DOCKER_7]
#     kics: [9efb0b2d-89c9-41a3-91ca-dcc0aec911fd]
#     tally: [hadolint/DL3006]
package dockwarden.dockerfile["image-untagged"]

deny contains {
	"message": sprintf("Image %q has no tag, so it follows latest", [use.image.text]),
	"at": use,
} if {
	some use in input.images
	use.used == true
	use.image.known == true
	not use.may_be_context
	not use.image.tag
	not use.image.digest
}
