# METADATA
# title: Device tells what happens on the host
# description: >-
#   The kernel log shows addresses and events that help an attack, and input devices carry every key
#   that is pressed at the host; uinput can press keys itself. Pass the one device that the work is
#   about, or read the log on the host.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#devices
# custom:
#   severity: medium
#   practice: least-privilege
#   needs: ["containers.*.devices"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.18"]
#     compose-lint: [CL-0016]
package dockwarden.compose["host-device-listens"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s gets %s, %s", [compose.title(container), device.source, what]),
	"at": [device, "source"],
} if {
	some container in input.containers
	some device in container.devices
	what := tells[trim_suffix(device.source, "/")]
}

tells := {
	"/dev/input": "every keyboard and mouse of the host",
	"/dev/kmsg": "the kernel log of the host",
	"/dev/uinput": "which can press keys on the host",
}
