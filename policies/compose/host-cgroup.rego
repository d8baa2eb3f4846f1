# METADATA
# title: Control groups of the host are visible
# description: >-
#   With cgroup set to host the service sees the whole tree of control groups: which containers and
#   units run on the host, and what they use. Together with a writable mount of that tree it is a
#   known way out of a container. Remove the key, or set it to private.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#cgroup
# custom:
#   severity: low
#   practice: least-privilege
#   needs: ["containers.*.cgroup=host"]
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["host-cgroup"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s shares the control group namespace of the host", [compose.title(container)]),
	"at": [container, "cgroup"],
	"fix": {
		"set": [container, "cgroup"],
		"value": "private",
		"note": "Tools that read the control groups of other containers see only their own",
	},
} if {
	some container in input.containers
	container.cgroup == "host"
}
