# METADATA
# title: Service restarts without end
# description: >-
#   A service that fails and is restarted for ever uses the host's resources, fills logs and hides
#   the fault, or gives an attacker one try after another. on-failure with a number of tries stops
#   at some point; then something must watch the service.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#restart
# custom:
#   severity: info
#   practice: limits
#   needs: ["services.*.restart"]
#   fix: unsafe
#   sets: [cis]
#   same_as:
#     cis: ["5.15"]
#     kics: [2fc99041-ddad-49d5-853f-e35e70a48391]
#   parameters:
#     tries:
#       default: 5
#       description: How many restarts are allowed
package dockwarden.compose["restart-unbounded"]

default tries := 5

tries := data.config["compose/restart-unbounded"].tries

deny contains {
	"message": sprintf("Service %q restarts more than %d times", [service.name, tries]),
	"at": [service, "restart"],
	"fix": {
		"set": [service, "restart"],
		"value": sprintf("on-failure:%d", [tries]),
		"note": "After so many failures, and after a restart of the host, the service stays down",
	},
} if {
	some service in input.services
	unbounded(service.restart)
}

unbounded(policy) if policy in {"always", "unless-stopped", "on-failure"}

unbounded(policy) if {
	startswith(policy, "on-failure:")
	to_number(trim_prefix(policy, "on-failure:")) > tries
}
