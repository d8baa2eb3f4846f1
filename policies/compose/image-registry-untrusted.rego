# METADATA
# title: Image comes from a registry that is not allowed
# description: >-
#   Images from registries that nobody reviewed may hold anything. List in allowed where images may
#   come from, as registries or as paths in them; without a list this rule is silent. Images that
#   the project builds are passed over.
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
#   configured: true
#   parameters:
#     allowed:
#       default: []
#       description: Registries, or paths in them, that images may come from, such as docker.io/library
package dockwarden.compose["image-registry-untrusted"]

import data.dockwarden.lib.compose

default allowed := []

allowed := data.config["compose/image-registry-untrusted"].allowed

deny contains {
	"message": sprintf("%s uses an image from %s, which is not allowed", [compose.title(container), container.image.registry]),
	"at": container.image,
} if {
	count(allowed) > 0
	some container in input.pulled
	not trusted(concat("/", [container.image.registry, container.image.repository]))
}

trusted(repository) if {
	some place in allowed
	startswith(concat("", [repository, "/"]), concat("", [trim_suffix(place, "/"), "/"]))
}
