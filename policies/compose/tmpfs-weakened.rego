# METADATA
# title: Memory file system allows programs, setuid or devices
# description: >-
#   Docker mounts a tmpfs with noexec, nosuid and nodev, so that a writable place is no place to run
#   things from. exec, suid and dev take that back, which matters most where the rest of the file
#   system is read-only. Remove the option, or put what must run into the image.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/tmpfs/
#   - ref: https://docs.docker.com/reference/compose-file/services/#tmpfs
# custom:
#   severity: low
#   practice: filesystem
#   needs: ["containers.*.tmpfs"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     compose-lint: [CL-0022]
package dockwarden.compose["tmpfs-weakened"]

import data.dockwarden.lib.compose

allows := {
	"dev": "device nodes",
	"exec": "programs to run",
	"suid": "setuid programs",
}

deny contains {
	"message": sprintf("%s allows %s on a tmpfs", [compose.title(container), concat(" and ", allowed)]),
	"at": tmpfs,
} if {
	some container in input.containers
	some tmpfs in container.tmpfs
	allowed := [what | some option, what in allows; option in tmpfs.options]
	count(allowed) > 0
}
