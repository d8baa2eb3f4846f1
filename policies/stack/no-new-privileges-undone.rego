# METADATA
# title: Service undoes no-new-privileges
# description: >-
#   The engine forbids all containers to gain privileges, and this service switches that off for
#   itself, so a setuid program in its image can make a process root again. Remove the option, or
#   say in a comment which program needs it.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file
#   - ref: https://docs.kernel.org/userspace-api/no_new_privs.html
# custom:
#   severity: medium
#   practice: least-privilege
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   needs: [daemon.options.no-new-privileges.value]
#   mentions: [no-new-privileges]
#   same_as:
#     cis: ["5.26"]
package dockwarden.stack["no-new-privileges-undone"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

off := {"no-new-privileges:false", "no-new-privileges=false"}

deny contains {
	"message": sprintf("%s lets its processes gain privileges, which the engine forbids", [compose.title(service.service)]),
	"at": [service.service, "security_opt", i],
	"related": [{"at": input.daemon.options["no-new-privileges"], "message": "The engine forbids it here"}],
	"fix": {
		"delete": [service.service, "security_opt", i],
		"note": "Programs that rely on setuid, such as sudo or su, stop working",
	},
} if {
	input.daemon.options["no-new-privileges"].value == true
	some service in stack.containers
	some i, option in service.service.security_opt
	option in off
}

adjust contains {
	"rule": "compose/no-new-privileges-missing",
	"at": [service.service, "security_opt", i],
	"severity": "none",
	"because": "told as stack/no-new-privileges-undone, with the place that it undoes",
	"by": input.daemon.options["no-new-privileges"],
} if {
	input.daemon.options["no-new-privileges"].value == true
	some service in stack.containers
	some i, option in service.service.security_opt
	option in off
}
