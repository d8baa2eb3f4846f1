# METADATA
# title: Low port of the host is used
# description: >-
#   Ports below 1024 are kept for services of the host, and clients trust them more. Publish a
#   higher port, and let a reverse proxy or load balancer hold the low ones. The ports in allowed,
#   the web's by default, are passed over.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/port-publishing/
# custom:
#   severity: low
#   practice: network
#   needs: ["containers.*.ports"]
#   fix: none
#   sets: [cis]
#   same_as:
#     cis: ["5.8"]
#     kics: [bc2908f3-f73c-40a9-8793-c1b7d5544f79]
#   parameters:
#     allowed:
#       default: ["80", "443"]
#       description: Low ports that may be published
package dockwarden.compose["privileged-host-port"]

import data.dockwarden.lib.compose

default allowed := ["80", "443"]

allowed := data.config["compose/privileged-host-port"].allowed

deny contains {
	"message": sprintf("%s publishes the low port %s", [compose.title(container), port.published]),
	"at": place(port),
} if {
	some container in input.containers
	some port in container.ports
	first := to_number(split(port.published, "-")[0])
	first > 0
	first < 1024
	not port.published in allowed
}

place(port) := port if port.text

place(port) := [port, "published"] if not port.text
