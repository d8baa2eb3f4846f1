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
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["build-privileged"]

grants := {
	"network.host": "on the network of the host",
	"security.insecure": "with every capability",
}

note := "Build steps that need this right will fail"

deny contains {
	"message": sprintf("Image of service %q is built privileged", [service.name]),
	"at": [service.build, "privileged"],
	"fix": {"delete": [service.build, "privileged"], "note": note},
} if {
	some service in input.services
	service.build.privileged == true
}

deny contains {
	"message": sprintf("Image of service %q may be built %s", [service.name, grant]),
	"at": [service.build, "entitlements", i],
	"fix": {"delete": [service.build, "entitlements", i], "note": note},
} if {
	some service in input.services
	some i, entitlement in service.build.entitlements
	grant := grants[entitlement]
}
