# METADATA
# title: Service is spared when memory runs out
# description: >-
#   A service that the kernel may not end, or ends late, makes it end others instead, up to those that
#   keep the host running. Limit the memory of the service, and let the kernel choose.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#oom_kill_disable
#   - ref: https://docs.docker.com/engine/containers/resource_constraints/#understand-the-risks-of-running-out-of-memory
# custom:
#   severity: low
#   practice: limits
#   needs: ["containers.*.oom_kill_disable", "containers.*.oom_score_adj"]
#   fix: unsafe
#   sets: [strict]
#   same_as: {}
package dockwarden.compose["oom-protected"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s is not ended when it has used up its memory", [compose.title(container)]),
	"at": [container, "oom_kill_disable"],
	"fix": {"delete": [container, "oom_kill_disable"], "note": "The kernel may end the service when memory runs out"},
} if {
	some container in input.containers
	container.oom_kill_disable == true
}

deny contains {
	"message": sprintf("%s is spared at the cost of other processes", [compose.title(container)]),
	"at": [container, "oom_score_adj"],
	"fix": {"delete": [container, "oom_score_adj"], "note": "The kernel may end the service when memory runs out"},
} if {
	some container in input.containers
	is_number(container.oom_score_adj)
	container.oom_score_adj < 0
}
