# METADATA
# title: Named volume is laid over a directory of the host
# description: >-
#   A volume of type overlay shows the directories of its lowerdir, and writes to its upperdir,
#   wherever on the host they are; no service that uses the volume shows it. Mount the directory
#   itself, so that everyone sees what is shared, or copy into a volume what the service needs.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/volumes/
#   - ref: https://docs.kernel.org/filesystems/overlayfs.html
# custom:
#   severity: medium
#   practice: filesystem
#   needs: ["volumes.*.driver_opts.type=overlay"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["volume-overlays-host"]

deny contains {
	"message": sprintf("Volume %q shows %s of the host", [name, path]),
	"at": [volume, "driver_opts", "o"],
} if {
	some name, volume in input.volumes
	volume.driver_opts.type == "overlay"
	some option in split(volume.driver_opts.o, ",")
	parts := split(option, "=")
	trim_space(parts[0]) in {"lowerdir", "upperdir"}
	some path in split(parts[1], ":")
	shared(path)
}

# The engine's own directories hold volumes and images, and are judged where they are mounted.
shared(path) if {
	startswith(path, "/")
	not startswith(path, "/var/lib/docker/volumes/")
}
