# METADATA
# title: Rule admits disks, or devices of any kind
# description: >-
#   device_cgroup_rules decide which devices the service may open once it has made their nodes, and
#   by default a container may make nodes. A rule for block devices, for all majors or for all
#   devices therefore opens the host's disks. Name the major number of the one character device.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#device_cgroup_rules
#   - ref: https://docs.kernel.org/admin-guide/cgroup-v1/devices.html
# custom:
#   severity: high
#   practice: least-privilege
#   needs: ["containers.*.device_cgroup_rules"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.18"]
package dockwarden.compose["device-cgroup-rules"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s may open %s", [compose.title(container), what]),
	"at": [container, "device_cgroup_rules", i],
} if {
	some container in input.containers
	some i, text in container.device_cgroup_rules
	what := admits(split(text, " "))
}

admits(words) := "every device of the host" if words[0] == "a"

admits(words) := "disks of the host" if words[0] == "b"

admits(words) := "every character device of the host" if {
	words[0] == "c"
	startswith(words[1], "*:")
}
