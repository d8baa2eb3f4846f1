# METADATA
# title: Processes can gain privileges
# description: >-
#   Without no-new-privileges a process can become more powerful than it started, through a setuid
#   program such as su or sudo, or a file with capabilities. With it a non-root service stays
#   non-root, whatever its image contains. It can also be set for all containers in daemon.json. To
#   leave it out weighs little by itself: an attacker must be inside already, and the image must hold
#   such a program. To switch it off weighs more.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#security_opt
#   - ref: https://docs.kernel.org/userspace-api/no_new_privs.html
# custom:
#   severity: low
#   practice: least-privilege
#   needs: ["complete.*.effective.no_new_privileges=unset", "containers.*.security_opt"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.26"]
#     kics: [27fcc7d6-c49b-46e0-98f1-6c082a6a2750, 610e266e-6c12-4bca-9925-1ed0cd29742b]
#     compose-lint: [CL-0003]
package dockwarden.compose["no-new-privileges-missing"]

import data.dockwarden.lib.compose

note := "Programs that rely on setuid, such as sudo, su or ping on old systems, stop working"

deny contains {
	"message": sprintf("%s lets its processes gain privileges", [compose.title(container)]),
	"at": container,
	"fix": {"append": [container, "security_opt"], "value": "no-new-privileges:true", "note": note},
} if {
	some container in input.complete
	container.effective.no_new_privileges == "unset"
}

deny contains {
	"message": sprintf("%s allows its processes to gain privileges", [compose.title(container)]),
	"severity": "medium",
	"at": [container, "security_opt", i],
	"fix": {"replace": [container, "security_opt", i], "text": "no-new-privileges:true", "note": note},
} if {
	some container in input.containers
	some i, option in container.security_opt
	option in {"no-new-privileges:false", "no-new-privileges=false"}
}
