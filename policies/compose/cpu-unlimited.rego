# METADATA
# title: Processor time is not limited
# description: >-
#   A service without a limit can use every processor of the host and slow all others down. Set
#   deploy.resources.limits.cpus, or cpus, so that one busy or hijacked service leaves room for the
#   rest.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/deploy/#resources
#   - ref: https://docs.docker.com/engine/containers/resource_constraints/#cpu
# custom:
#   severity: low
#   practice: limits
#   needs: ["complete.*.effective.cpu_limit=no"]
#   fix: none
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.12"]
#     kics: [6b610c50-99fb-4ef0-a5f3-e312fd945bc3]
#     compose-lint: [CL-0026]
package dockwarden.compose["cpu-unlimited"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s has no limit on processor time", [compose.title(container)]),
	"at": container,
} if {
	some container in input.complete
	container.effective.cpu_limit == "no"
	not container.cpu_shares
}
