# METADATA
# title: Service waits for a health that is never reported
# description: >-
#   The dependency has its health check switched off, so it is never healthy, and whatever waits for
#   that fails to start. Give the dependency a check, or wait for service_started.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#depends_on
#   - ref: https://docs.docker.com/reference/compose-file/services/#healthcheck
# custom:
#   severity: medium
#   practice: correctness
#   needs: ["services.*.depends_on.*.condition=service_healthy"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["dependency-never-healthy"]

deny contains {
	"message": sprintf("%q waits until %q is healthy, which checks no health", [service.name, name]),
	"at": [dependency, "condition"],
	"related": [{"at": [needed, "healthcheck"], "message": "The health check is switched off here"}],
} if {
	some service in input.services
	some name, dependency in service.depends_on
	dependency.condition == "service_healthy"
	not dependency.required == false
	needed := input.services[name]
	needed.effective.healthcheck == "disabled"
}
