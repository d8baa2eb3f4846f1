# METADATA
# title: Processes in containers can gain privileges
# description: >-
#   With no-new-privileges as the default no process in any container becomes more powerful than it
#   started, so setuid programs in images lose their danger. A container that needs them can still
#   say no-new-privileges=false.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/
#   - ref: https://docs.kernel.org/userspace-api/no_new_privs.html
# custom:
#   severity: low
#   practice: least-privilege
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.14"]
package dockwarden.daemon["no-new-privileges-missing"]

deny contains {
	"message": "Processes in containers can gain privileges, because no-new-privileges is not on",
	"at": option,
	"fix": {
		"set": [input, "no-new-privileges"],
		"value": true,
		"note": "Programs that rely on setuid, such as sudo and su, stop working in containers",
	},
} if {
	option := input.options["no-new-privileges"]
	option.value == false
}
