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
#   fix: unsafe
#   sets: [strict]
#   same_as: {}
#   mentions: ["oom_"]
package dockwarden.compose["oom-protected"]

deny contains {
	"message": sprintf("Service %q is not ended when it has used up its memory", [service.name]),
	"at": [service, "oom_kill_disable"],
	"fix": {"delete": [service, "oom_kill_disable"], "note": "The kernel may end the service when memory runs out"},
} if {
	some service in input.services
	service.oom_kill_disable == true
}

deny contains {
	"message": sprintf("Service %q is spared at the cost of other processes", [service.name]),
	"at": [service, "oom_score_adj"],
	"fix": {"delete": [service, "oom_score_adj"], "note": "The kernel may end the service when memory runs out"},
} if {
	some service in input.services
	is_number(service.oom_score_adj)
	service.oom_score_adj < 0
}
