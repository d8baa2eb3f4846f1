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
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as:
#     compose-lint: [CL-0009]
package dockwarden.compose["systempaths-unconfined"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("Service %q can reach protected kernel paths", [service.name]),
	"at": [service, "security_opt", i],
	"fix": {
		"delete": [service, "security_opt", i],
		"note": "Containers inside this one, and tools that write to /proc/sys, may stop working",
	},
} if {
	some service in input.services
	some i, option in service.security_opt
	compose.unconfined(option, "systempaths")
}
