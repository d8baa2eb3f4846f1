# METADATA
# title: Root file system is writable
# description: >-
#   If a service can write to its own file system, an intruder can change its programs and leave
#   tools behind. Set read_only, and mount a tmpfs or a volume at the few paths that the service
#   writes to.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#read_only
# custom:
#   severity: low
#   practice: filesystem
#   needs: ["complete.*.effective.read_only=no"]
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.13"]
#     compose-lint: [CL-0007]
package dockwarden.compose["root-filesystem-writable"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s can write to its root file system", [compose.title(container)]),
	"at": [container, "read_only"],
	"fix": {
		"set": [container, "read_only"],
		"value": true,
		"note": "Paths that the service writes to need a tmpfs or a volume",
	},
} if {
	some container in input.complete
	container.effective.read_only == "no"
}
