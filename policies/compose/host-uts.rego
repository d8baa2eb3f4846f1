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
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.21"]
package dockwarden.compose["host-uts"]

deny contains {
	"message": sprintf("Service %q can change the name of the host", [service.name]),
	"at": [service, "uts"],
	"fix": {"delete": [service, "uts"], "note": "The service gets a host name of its own"},
} if {
	some service in input.services
	service.uts == "host"
	administers(service)
}

administers(service) if service.effective.privileged == "yes"

administers(service) if {
	some capability in service.cap_add
	capability in {"ALL", "SYS_ADMIN"}
}
