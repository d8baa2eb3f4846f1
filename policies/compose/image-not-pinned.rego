# METADATA
# title: Image is not pinned by digest
# description: >-
#   A tag can be moved to another image by whoever may push, or by whoever steals their password; a
#   digest always stands for the same bytes. Add the digest behind the tag, and let a bot such as
#   Renovate or Dependabot renew both.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
#   - ref: https://docs.docker.com/reference/cli/docker/image/pull/#pull-an-image-by-digest-immutable-identifier
# custom:
#   severity: low
#   practice: verified-images
#   needs: ["pulled.*.image.tag"]
#   fix: none
#   sets: [strict]
#   same_as:
#     compose-lint: [CL-0019]
package dockwarden.compose["image-not-pinned"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s uses %s without a digest", [compose.title(container), container.image.value]),
	"at": container.image,
} if {
	some container in input.pulled
	container.image.tag != "latest"
	not container.image.digest
}
