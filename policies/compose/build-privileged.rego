# METADATA
# title: Build gets rights over the host
# description: >-
#   A privileged build, or one with the entitlement security.insecure, runs the steps of a
#   Dockerfile with every capability; network.host lets them reach what listens on the host. Steps
#   run code from packages and base images. Build without them, and do such work at run time.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/build/#privileged
#   - ref: https://docs.docker.com/reference/compose-file/build/#entitlements
# custom:
#   severity: high
#   practice: least-privilege
#   needs: ["containers.*.build.privileged", "containers.*.build.entitlements"]
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["build-privileged"]

import data.dockwarden.lib.compose

grants := {
	"network.host": "on the network of the host",
	"security.insecure": "with every capability",
}

note := "Build steps that need this right will fail"

deny contains {
	"message": sprintf("Image of %s is built privileged", [compose.called(container)]),
	"at": [container.build, "privileged"],
	"fix": {"delete": [container.build, "privileged"], "note": note},
} if {
	some container in input.containers
	container.build.privileged == true
}

deny contains {
	"message": sprintf("Image of %s may be built %s", [compose.called(container), grant]),
	"at": [container.build, "entitlements", i],
	"fix": {"delete": [container.build, "entitlements", i], "note": note},
} if {
	some container in input.containers
	some i, entitlement in container.build.entitlements
	grant := grants[entitlement]
}
