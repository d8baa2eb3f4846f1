# METADATA
# title: Control group parent is set
# description: >-
#   A service below another control group follows that group's limits instead of Docker's, and may
#   share them with processes of the host. Remove cgroup_parent unless the group was made for these
#   containers.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#cgroup_parent
# custom:
#   severity: low
#   practice: limits
#   needs: ["containers.*.cgroup_parent"]
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.25"]
#     kics: [4d9f44c6-2f4a-4317-9bb5-267adbea0232]
package dockwarden.compose["cgroup-parent-set"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s runs below another control group", [compose.title(container)]),
	"at": [container, "cgroup_parent"],
	"fix": {
		"delete": [container, "cgroup_parent"],
		"note": "Limits of the other control group no longer hold for the service",
	},
} if {
	some container in input.containers
	container.cgroup_parent
}
