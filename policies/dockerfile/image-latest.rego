# METADATA
# title: Image follows the tag latest
# description: >-
#   The tag latest moves with every release, so two builds of one file can differ, and a broken
#   or hijacked release arrives by itself. Name the version, best together with its digest.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
# custom:
#   severity: medium
#   practice: verified-images
#   needs: ["images.*.image.tag=latest"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0001]
#     hadolint: [DL3007]
#     checkov: [CKV_DOCKER_7]
#     kics: [f45ea400-6bbe-4501-9fc7-1c3d75c32067]
#     tally: [hadolint/DL3007]
package dockwarden.dockerfile["image-latest"]

deny contains {
	"message": sprintf("Image %q follows a moving tag", [use.image.text]),
	"at": use,
} if {
	some use in input.images
	use.used == true
	use.image.tag == "latest"
	not use.image.digest
}
