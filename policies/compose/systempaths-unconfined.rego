# METADATA
# title: Protected kernel paths are opened
# description: >-
#   Docker hides or protects the parts of /proc and /sys through which a process could read memory
#   of the kernel or change the host, such as /proc/kcore and /proc/sysrq-trigger.
#   systempaths=unconfined opens them all. Remove the option.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/docker/container/run/#security-opt
# custom:
#   severity: high
#   practice: mac-profiles
#   needs:
#     - "containers.*.security_opt.*=systempaths:unconfined"
#     - "containers.*.security_opt.*=systempaths=unconfined"
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as:
#     compose-lint: [CL-0009]
package dockwarden.compose["systempaths-unconfined"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s can reach protected kernel paths", [compose.title(container)]),
	"at": [container, "security_opt", i],
	"fix": {
		"delete": [container, "security_opt", i],
		"note": "Containers inside this one, and tools that write to /proc/sys, may stop working",
	},
} if {
	some container in input.containers
	some i, option in container.security_opt
	compose.unconfined(option, "systempaths")
}
