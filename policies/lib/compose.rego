# Facts about Compose services that several rules share.
package dockwarden.lib.compose

# title is how messages call a container: Service "web".
title(container) := container.title if {
	container.title
} else := sprintf("Service %q", [container.name])

# called is the same inside a sentence.
called(container) := concat("", [lower(substring(name, 0, 1)), substring(name, 1, -1)]) if {
	name := title(container)
}

# unconfined holds for the security option that switches a protection off, in both spellings.
unconfined(option, protection) if option == concat(":", [protection, "unconfined"])

unconfined(option, protection) if option == concat("=", [protection, "unconfined"])

# hides_bind tells where a named volume is declared that only renames a path of the host.
hides_bind(mount) := [place |
	mount.driver_bind
	volume := input.volumes[mount.source]
	place := {"at": volume, "message": "The volume is bound to a path of the host here"}
]

# host_path is the path of the host that a mount opens to its service.
host_path(mount) := mount.driver_bind

host_path(mount) := mount.source if not mount.driver_bind
