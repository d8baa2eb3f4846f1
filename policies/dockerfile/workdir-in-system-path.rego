# METADATA
# title: WORKDIR is a folder of the kernel
# description: >-
#   /proc, /sys and /dev are made anew by the runtime when the container starts, so files that the build
#   puts there are hidden, and relative paths of the program reach devices and settings of the kernel.
#   /boot has no use in a container. Choose a folder of the application.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#workdir
# custom:
#   severity: medium
#   practice: filesystem
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0030]
#   needs: [instructions.WORKDIR]
#   mentions: [/boot, /dev, /proc, /sys]
package dockwarden.dockerfile["workdir-in-system-path"]

deny contains {
	"message": sprintf("WORKDIR %s belongs to the system", [instruction.path.text]),
	"at": instruction.path,
} if {
	some instruction in input.instructions.WORKDIR
	["", folder] = array.slice(split(instruction.path.value, "/"), 0, 2)
	folder in {"boot", "dev", "proc", "sys"}
}
