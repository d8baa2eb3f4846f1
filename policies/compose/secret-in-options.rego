# METADATA
# title: Option of a driver holds a secret
# description: >-
#   Options of log and volume drivers are kept in the file, shown by docker inspect and docker volume
#   inspect, and those of mounts by every process that lists mounts. Take them from a file of
#   credentials that the driver reads, or from a variable that is set outside.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/volumes/#create-cifssamba-volumes
#   - ref: https://docs.docker.com/engine/logging/drivers/splunk/
# custom:
#   severity: high
#   practice: secrets
#   needs: ["containers.*.logging.options", "volumes.*.driver_opts"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["7.4"]
package dockwarden.compose["secret-in-options"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.secrets

deny contains {
	"message": sprintf("%s gives its log driver a secret in %s", [compose.title(container), name]),
	"at": [container.logging, "options", name],
} if {
	some container in input.containers
	some name, value in container.logging.options
	secrets.names_secret(name)
	literal(value)
}

deny contains {
	"message": sprintf("Volume %q gives its driver a secret in %s", [key, name]),
	"at": [volume, "driver_opts", name],
} if {
	some key, volume in input.volumes
	some name, value in volume.driver_opts
	secrets.names_secret(name)
	literal(value)
}

# The options of a mount are one text: username=joe,password=…
deny contains {
	"message": sprintf("Volume %q is mounted with a password in its options", [key]),
	"at": [volume, "driver_opts", "o"],
} if {
	some key, volume in input.volumes
	some option in split(volume.driver_opts.o, ",")
	parts := split(option, "=")
	count(parts) == 2
	lower(trim_space(parts[0])) in {"pass", "passwd", "password", "password2"}
	literal(parts[1])
}

literal(value) if {
	is_string(value)
	not contains(value, "$")
	secrets.could_be_secret(value)
}
