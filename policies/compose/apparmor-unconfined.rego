# METADATA
# title: AppArmor is switched off
# description: >-
#   On hosts with AppArmor, Docker's profile keeps containers from writing to sensitive parts of
#   /proc and /sys and from mounting file systems. Unconfined removes that wall. Remove the option,
#   or load a profile for this service and name it.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/apparmor/
# custom:
#   severity: high
#   practice: mac-profiles
#   needs:
#     - "containers.*.security_opt.*=apparmor:unconfined"
#     - "containers.*.security_opt.*=apparmor=unconfined"
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.2"]
#     compose-lint: [CL-0009]
package dockwarden.compose["apparmor-unconfined"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s runs without AppArmor", [compose.title(container)]),
	"at": [container, "security_opt", i],
	"fix": {
		"delete": [container, "security_opt", i],
		"note": "What Docker's default AppArmor profile forbids, such as mounting, will fail",
	},
} if {
	some container in input.containers
	some i, option in container.security_opt
	compose.unconfined(option, "apparmor")
}
