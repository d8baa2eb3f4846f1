# METADATA
# title: Service can rename the host
# description: >-
#   With uts set to host, and the right to administer the system, the service can change the host
#   name that logs, certificates and monitoring rely on. Without that right sharing the namespace
#   changes nothing, and this rule stays silent. Remove the key.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#uts
# custom:
#   severity: low
#   practice: least-privilege
#   needs: ["containers.*.uts=host"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.21"]
package dockwarden.compose["host-uts"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s can change the name of the host", [compose.title(container)]),
	"at": [container, "uts"],
	"fix": {"delete": [container, "uts"], "note": "The service gets a host name of its own"},
} if {
	some container in input.containers
	container.uts == "host"
	administers(container)
}

administers(container) if container.effective.privileged == "yes"

administers(container) if {
	some capability in container.cap_add
	capability in {"ALL", "SYS_ADMIN"}
}
