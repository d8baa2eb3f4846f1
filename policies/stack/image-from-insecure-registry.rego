# METADATA
# title: Image comes from a registry that is trusted without TLS
# description: >-
#   The engine takes any certificate, or none, from this registry, and the project pulls an image
#   from it: whoever sits on the way can put another image in its place, which then runs here. Give
#   the registry a certificate and take it out of insecure-registries.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/#insecure-registries
# custom:
#   severity: critical
#   practice: verified-images
#   fix: none
#   sets: [recommended, strict, cis]
#   needs: [daemon.options.insecure-registries.value]
#   same_as:
#     cis: ["2.5"]
package dockwarden.stack["image-from-insecure-registry"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.daemon
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s runs an image from %s, which is trusted without TLS", [compose.title(service.service), image.registry]),
	"at": [service.service, "image"],
	"related": [{"at": place, "message": "The engine trusts it here"}],
} if {
	some service in stack.containers
	not service.service.build
	image := service.service.image
	place := trusted(image.registry)
}

deny contains {
	"message": sprintf("%s pulls an image from %s, which is trusted without TLS", [path, use.image.registry]),
	"at": use,
	"related": [{"at": place, "message": "The engine trusts it here"}],
} if {
	some path, file in input.dockerfiles
	some use in file.images
	use.used == true
	place := trusted(use.image.registry)
}

trusted(registry) := [[option, "value", i] |
	option := input.daemon.options["insecure-registries"]
	some i, entry in option.value
	entry == registry
	not daemon.loopback(entry)
][0]
