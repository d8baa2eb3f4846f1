# METADATA
# title: Shared memory of containers can be joined
# description: >-
#   With the mode shareable other containers may join the IPC namespace of any container and so read
#   and change its shared memory. Keep private, the default, and let single containers say
#   shareable.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/
#   - ref: https://docs.docker.com/engine/containers/run/#ipc-settings---ipc
# custom:
#   severity: low
#   practice: least-privilege
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["ipc-shareable"]

deny contains {
	"message": "The shared memory of every container can be joined by others",
	"at": option,
	"fix": {
		"set": [input, "default-ipc-mode"],
		"value": "private",
		"note": "Containers that join another's IPC namespace need ipc shareable on that one",
	},
} if {
	option := input.options["default-ipc-mode"]
	option.set == true
	option.value == "shareable"
}
