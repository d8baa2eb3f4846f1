# METADATA
# title: Address holds a password
# description: >-
#   A connection string with a password in it puts the password into version control, docker
#   inspect, process lists and often logs. Let the service read the password from a file under
#   secrets, or put the address together from variables.
# related_resources:
#   - ref: https://docs.docker.com/compose/how-tos/use-secrets/
# custom:
#   severity: high
#   practice: secrets
#   needs: ["containers.*.environment", "containers.*.command", "containers.*.entrypoint"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["7.4"]
#     kics: [a88baa34-e2ad-44ea-ad6f-8cac87bc7c71]
#     compose-lint: [CL-0021]
package dockwarden.compose["credentials-in-url"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.secrets

deny contains {
	"message": sprintf("%s has an address with a password in %s", [compose.title(container), name]),
	"at": entry,
} if {
	some container in input.containers
	some name, entry in container.environment
	contains(entry.text, "://")
	secrets.url_with_password(entry.text)
}

deny contains {
	"message": sprintf("%s has an address with a password in its %s", [compose.title(container), key]),
	"at": word,
} if {
	some container in input.containers
	some key in ["command", "entrypoint"]
	some word in container[key].words
	contains(word.text, "://")
	secrets.url_with_password(word.text)
}
