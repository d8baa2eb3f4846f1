# METADATA
# title: A service cannot come by the capabilities that it keeps
# description: >-
#   A process that does not start as root holds no capabilities, and no-new-privileges keeps it from
#   gaining any through setuid programs or files that carry them. Where both hold, by whatever layer,
#   what a service leaves undropped is out of its reach, and findings about it are withdrawn. This rule
#   finds nothing itself.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/#linux-kernel-capabilities
#   - ref: https://docs.kernel.org/userspace-api/no_new_privs.html
# custom:
#   severity: info
#   practice: least-privilege
#   fix: none
#   sets: []
#   same_as: {}
package dockwarden.stack["capabilities-out-of-reach"]

import data.dockwarden.lib.stack

adjust contains {
	"rule": "compose/capabilities-not-dropped",
	"at": service.service,
	"severity": "none",
	"because": "the service does not start as root and cannot gain privileges",
	"by": service.posture.user,
} if {
	some service in stack.containers
	service.posture.user.held == "yes"
	service.posture.no_new_privileges.held == "yes"
}
