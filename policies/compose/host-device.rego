# METADATA
# title: Disk or memory of the host is passed in
# description: >-
#   A raw disk, physical memory or the whole of /dev lets the service read and change everything on
#   the host, past every file permission. Mount the directory or volume that is needed, or pass the
#   one device that the work is about, such as a camera or a serial port.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#devices
# custom:
#   severity: critical
#   practice: least-privilege
#   needs: ["containers.*.devices"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.18"]
#     compose-lint: [CL-0016]
package dockwarden.compose["host-device"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s gets %s, %s", [compose.title(container), device.source, what]),
	"at": [device, "source"],
} if {
	some container in input.containers
	some device in container.devices
	what := gives_away(trim_suffix(device.source, "/"))
}

gives_away(source) := "all devices of the host" if source == "/dev"

gives_away(source) := "memory or ports of the host" if source in {"/dev/mem", "/dev/kmem", "/dev/port"}

gives_away(source) := "a disk of the host" if {
	some prefix in disks
	startswith(source, prefix)
}

gives_away(source) := "disks of the host" if source in {"/dev/disk", "/dev/mapper", "/dev/block"}

# /dev/loop devices are disks only once something is attached; /dev/sg devices are also scanners
# and optical drives: neither proves anything.
disks := {
	"/dev/dm-",
	"/dev/disk/by-",
	"/dev/hd",
	"/dev/mapper/",
	"/dev/md",
	"/dev/mmcblk",
	"/dev/nbd",
	"/dev/nvme",
	"/dev/sda",
	"/dev/sdb",
	"/dev/sdc",
	"/dev/sdd",
	"/dev/sde",
	"/dev/sdf",
	"/dev/vda",
	"/dev/vdb",
	"/dev/vdc",
	"/dev/xvd",
}
