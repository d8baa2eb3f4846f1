# METADATA
# title: System call filter is off for all containers
# description: >-
#   Docker's seccomp profile refuses about forty system calls that ordinary programs never make and
#   kernel exploits often do. Unconfined opens them to every container. Remove the key; a single
#   container that needs more gets a profile of its own.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/seccomp/
# custom:
#   severity: high
#   practice: mac-profiles
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.17", "5.22"]
package dockwarden.daemon["seccomp-unconfined"]

deny contains {
	"message": "All containers run without a system call filter",
	"at": input.options["seccomp-profile"],
	"fix": {
		"delete": [input, "options", "seccomp-profile"],
		"note": "System calls outside Docker's default profile will fail",
	},
} if {
	input.options["seccomp-profile"].value == "unconfined"
}
