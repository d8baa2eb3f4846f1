# METADATA
# title: Control group parent is set for all containers
# description: >-
#   Containers below another control group follow that group's limits, and may share them with
#   processes of the host. Remove the key unless the group was made for containers.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/#default-cgroup-parent
# custom:
#   severity: low
#   practice: limits
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["2.10"]
package dockwarden.daemon["cgroup-parent-set"]

deny contains {
	"message": "All containers run below another control group",
	"at": option,
	"fix": {
		"delete": [input, "options", "cgroup-parent"],
		"note": "Limits of the other control group no longer hold for containers",
	},
} if {
	option := input.options["cgroup-parent"]
	option.set == true
	option.value != ""
}
