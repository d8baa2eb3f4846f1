# Facts about Compose services that several rules share.
package dockwarden.lib.compose

# containers are all that the file runs: services, jobs, and what runs before a service starts.
containers := array.concat(
	[service | some service in input.services],
	array.concat(
		[job | some job in input.jobs],
		[step | some service in input.services; some step in service.pre_start],
	),
)

# title is how messages call a container: Service "web".
title(container) := container.title

title(container) := sprintf("Service %q", [container.name]) if not container.title

# called is the same inside a sentence.
called(container) := concat("", [lower(substring(name, 0, 1)), substring(name, 1, -1)]) if {
	name := title(container)
}

# complete holds if the file says all there is to say of a service, so that what it lacks is
# missing. Override files, and services without an image of their own, are only part of one.
complete(service) if {
	service.image
	not overrides
}

complete(service) if {
	service.build
	not overrides
}

overrides if {
	some ending in [".override.yaml", ".override.yml"]
	endswith(input.path, ending)
}

# pulled holds if the service runs an image from a registry: it is not built by this file,
# neither by the service itself nor by another that gives it the same name.
pulled(service) if {
	service.image.known == true
	not service.build
	not local_only(service)
	not built_here(service.image)
}

local_only(service) if service.pull_policy in {"never", "build"}

built_here(image) if {
	some other in input.services
	other.build
	other.image.value == image.value
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
