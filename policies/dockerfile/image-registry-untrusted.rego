# METADATA
# title: Image comes from a registry that is not allowed
# description: >-
#   Images from registries that nobody reviewed may hold anything. List in allowed where images may
#   come from, as registries or as paths in them; without a list this rule is silent. Every
#   image that the build pulls is judged: FROM, COPY --from, mounts and syntax directives.
# related_resources:
#   - ref: https://docs.docker.com/docker-hub/image-library/trusted-content/
# custom:
#   severity: high
#   practice: verified-images
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.2"]
#     hadolint: [DL3026]
#     tally: [hadolint/DL3026]
#   configured: true
#   parameters:
#     allowed:
#       default: []
#       description: Registries, or paths in them, that images may come from, such as docker.io/library
package dockwarden.dockerfile["image-registry-untrusted"]

default allowed := []

allowed := data.config["dockerfile/image-registry-untrusted"].allowed

deny contains {
	"message": sprintf("Image %q comes from %s, which is not allowed", [use.image.text, registry]),
	"at": use,
} if {
	count(allowed) > 0
	some use in input.images
	not use.may_be_context
	registry := use.image.registry
	not trusted(concat("/", [registry, use.image.repository]))
}

trusted(repository) if {
	some place in allowed
	startswith(concat("", [repository, "/"]), concat("", [trim_suffix(place, "/"), "/"]))
}
