# METADATA
# title: Option holds a secret
# description: >-
#   daemon.json is readable for every user of the host, is copied to backups and often kept in version
#   control; the options of the log driver are shown by docker inspect of each container. Let the
#   driver read its credentials from a file or from the environment of the daemon.
# related_resources:
#   - ref: https://docs.docker.com/engine/logging/configure/
# custom:
#   severity: high
#   practice: secrets
#   needs: [options.log-opts.set]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["secret-in-options"]

import data.dockwarden.lib.secrets

deny contains {
	"message": sprintf("The log driver gets a secret in %s", [name]),
	"at": [option, "value", name],
} if {
	option := input.options["log-opts"]
	some name, value in option.value
	secrets.names_secret(name)
	is_string(value)
	secrets.could_be_secret(value)
}
