# METADATA
# title: Secret of a build is never used
# description: >-
#   Compose gives the build a secret, and no step of the Dockerfile mounts it, so either the build lacks
#   it, or it takes the same value by a way on which it stays in the image, such as an argument. Read it
#   with RUN --mount=type=secret, or do not pass it.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
#   - ref: https://docs.docker.com/reference/compose-file/build/#secrets
# custom:
#   severity: low
#   practice: secrets
#   fix: none
#   sets: [recommended, strict]
#   needs: [dockerfiles]
#   mentions: [secrets]
#   same_as: {}
package dockwarden.stack["build-secret-unused"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("Secret %q is given to the build of %s, and no step mounts it", [name, compose.called(service.service)]),
	"at": secret,
	"related": [{"at": arg, "message": "An argument of that name is read instead"} | some arg in arguments(service, name)],
} if {
	some service in stack.containers
	some secret in service.service.build.secrets
	name := object.get(secret, "target", secret.source)
	is_string(name)
	file := service.build.file
	not mounts_unknown(file)
	not mounted(file, name)
	not hidden(file)
}

mounted(file, name) if {
	some instruction in file.instructions.RUN
	some mount in instruction.mounts
	mount.type == "secret"
	names(mount) == name
}

# A secret without an id is called like the file that it is mounted as.
names(mount) := mount.options.id.value if mount.options.id

names(mount) := parts[count(parts) - 1] if {
	not mount.options.id
	parts := split(target(mount.options), "/")
}

target(options) := options.target.value if {
	options.target
} else := options.dst.value if {
	options.dst
} else := options.destination.value

# What depends on a variable may be any secret.
mounts_unknown(file) if {
	some instruction in file.instructions.RUN
	some mount in instruction.mounts
	mount.type == "secret"
	not names(mount)
}

# A frontend of its own may read secrets in ways of its own.
hidden(file) if {
	syntax := file.directives.syntax.value
	not contains(syntax, "docker/dockerfile")
}

arguments(service, name) := [pair |
	some instruction in service.build.file.instructions.ARG
	some pair in instruction.pairs
	upper(pair.name) == upper(replace(name, "-", "_"))
]
