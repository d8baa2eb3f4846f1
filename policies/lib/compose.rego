# Facts about Compose services that several rules share.
package dockwarden.lib.compose

# title is how messages call a container: Service "web".
title(container) := container.title

title(container) := sprintf("Service %q", [container.name]) if not container.title

# called is the same inside a sentence.
called(container) := concat("", [lower(substring(name, 0, 1)), substring(name, 1, -1)]) if {
	name := title(container)
}

# whole are the containers of which the file says all there is to say, so that what they lack is
# missing. Override files, and services without an image of their own, are only part of one.
whole := [container |
	not overrides
	some container in input.containers
	has_program(container)
]

has_program(container) if container.image

has_program(container) if container.build

overrides if {
	some ending in [".override.yaml", ".override.yml"]
	endswith(input.path, ending)
}

# pulled are the containers that run an image from a registry: it is not built by this file, neither
# by the service itself nor by another that gives it the same name.
pulled := [container |
	some container in input.containers
	container.image.known == true
	not container.build
	not local_only(container)
	not built_here(container)
]

local_only(container) if container.pull_policy in {"never", "build"}

built_here(container) if container.image.value in built

built := {service.image.value | some service in input.services; service.build}

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
