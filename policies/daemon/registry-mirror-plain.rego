# METADATA
# title: Registry mirror is reached without TLS
# description: >-
#   A mirror answers which image a tag stands for. Over plain HTTP anyone on the way can answer
#   instead and hand out an image of their own. Give the mirror a certificate and use https.
# related_resources:
#   - ref: https://docs.docker.com/docker-hub/image-library/mirror/
# custom:
#   severity: high
#   practice: supply-chain
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["registry-mirror-plain"]

import data.dockwarden.lib.daemon

deny contains {
	"message": sprintf("Mirror %s is reached without TLS", [split(mirror, "/")[2]]),
	"at": [option, "value", i],
} if {
	option := input.options["registry-mirrors"]
	some i, mirror in option.value
	startswith(lower(mirror), "http://")
	not daemon.loopback(split(mirror, "/")[2])
	not contains(mirror, "@")
}
