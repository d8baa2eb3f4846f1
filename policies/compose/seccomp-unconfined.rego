# METADATA
# title: System call filter is switched off
# description: >-
#   Docker's seccomp profile refuses about forty system calls that ordinary programs never make and
#   kernel exploits often do. Unconfined opens all of them. Remove the option, or name a profile
#   that adds just the calls the service needs.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/seccomp/
# custom:
#   severity: high
#   practice: mac-profiles
#   needs:
#     - "containers.*.security_opt.*=seccomp:unconfined"
#     - "containers.*.security_opt.*=seccomp=unconfined"
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.22"]
#     kics: [404fde2c-bc4b-4371-9747-7054132ac953]
#     compose-lint: [CL-0009]
package dockwarden.compose["seccomp-unconfined"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s runs without a system call filter", [compose.title(container)]),
	"at": [container, "security_opt", i],
	"fix": {
		"delete": [container, "security_opt", i],
		"note": "System calls outside Docker's default profile will fail",
	},
} if {
	some container in input.containers
	some i, option in container.security_opt
	compose.unconfined(option, "seccomp")
}
