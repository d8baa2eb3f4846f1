# METADATA
# title: Lifecycle hook runs privileged
# description: >-
#   A hook with privileged set runs inside the container with every capability, whatever the service
#   itself dropped, each time the service starts or stops. Do what needs such rights on the host, or
#   in a service of its own that ends.
# related_resources:
#   - ref: https://docs.docker.com/compose/how-tos/lifecycle/
#   - ref: https://docs.docker.com/reference/compose-file/services/#post_start
# custom:
#   severity: high
#   practice: least-privilege
#   needs:
#     - "services.*.post_start.*.privileged"
#     - "services.*.pre_start.*.privileged"
#     - "services.*.pre_stop.*.privileged"
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.23"]
package dockwarden.compose["lifecycle-hook-privileged"]

deny contains {
	"message": sprintf("Service %q runs a %s hook privileged", [service.name, moment]),
	"at": [hook, "privileged"],
	"fix": {"delete": [hook, "privileged"], "note": "The hook keeps only the capabilities of the service"},
} if {
	some service in input.services
	some moment in ["post_start", "pre_start", "pre_stop"]
	some hook in service[moment]
	hook.privileged == true
}
