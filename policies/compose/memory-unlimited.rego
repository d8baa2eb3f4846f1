# METADATA
# title: Memory is not limited
# description: >-
#   A service without a limit can take all memory of the host, by a leak or on purpose, and the
#   kernel then ends processes that may belong to others. Set deploy.resources.limits.memory, or
#   mem_limit, to what the service needs at its busiest.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/deploy/#resources
#   - ref: https://docs.docker.com/engine/containers/resource_constraints/#memory
# custom:
#   severity: low
#   practice: limits
#   needs: ["complete.*.effective.memory_limit=no"]
#   fix: none
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.11"]
#     kics: [bb9ac4f7-e13b-423d-a010-c74a1bfbe492]
#     compose-lint: [CL-0026]
package dockwarden.compose["memory-unlimited"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s has no memory limit", [compose.title(container)]),
	"at": container,
} if {
	some container in input.complete
	container.effective.memory_limit == "no"
}
