# METADATA
# title: Named volume is a device of the host
# description: >-
#   With driver_opts a named volume can be a disk or partition of the host, which no service shows
#   that uses it. Whoever may write to it changes the file system under the host, or under other
#   systems. Use a directory, or a disk that serves nothing else.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/volumes/#block-storage-devices
# custom:
#   severity: medium
#   practice: filesystem
#   needs: ["volumes.*.driver_opts.device"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["volume-mounts-device"]

deny contains {
	"message": sprintf("Volume %q is the device %s of the host", [name, device]),
	"at": [volume, "driver_opts", "device"],
} if {
	some name, volume in input.volumes
	device := volume.driver_opts.device
	startswith(device, "/dev/")
	not startswith(device, "/dev/shm")
	not "bind" in split(object.get(volume.driver_opts, "o", ""), ",")
}
