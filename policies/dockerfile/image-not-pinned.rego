# METADATA
# title: Image is not pinned by digest
# description: >-
#   A tag can be moved to another image by whoever may push, or by whoever steals their password; a
#   digest always stands for the same bytes. Add the digest behind the tag, and let a bot such as
#   Renovate or Dependabot renew both. This holds for every image that the build pulls: FROM,
#   COPY --from, mounts, and the frontend named by a syntax directive.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
# custom:
#   severity: low
#   practice: verified-images
#   needs: ["images.*.image.known=true"]
#   fix: none
#   sets: [strict]
#   same_as: {}
package dockwarden.dockerfile["image-not-pinned"]

deny contains {
	"message": sprintf("Image %q has no digest", [use.image.text]),
	"at": use,
} if {
	some use in input.images
	use.used == true
	use.image.known == true
	not use.may_be_context
	not use.image.digest
}
