# METADATA
# title: SELinux is switched off for containers
# description: >-
#   The file says that containers get no SELinux labels, although the host may enforce them. On
#   hosts with SELinux set selinux-enabled to true; on others the key has no effect and can go.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/
# custom:
#   severity: low
#   practice: mac-profiles
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.3"]
package dockwarden.daemon["selinux-disabled"]

deny contains {
	"message": "Containers get no SELinux labels",
	"at": option,
	"fix": {
		"set": [input, "selinux-enabled"],
		"value": true,
		"note": "On hosts that enforce SELinux, mounted files need a label that containers may read",
	},
} if {
	option := input.options["selinux-enabled"]
	option.set == true
	option.value == false
}
