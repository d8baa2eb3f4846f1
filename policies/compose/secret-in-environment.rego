# METADATA
# title: Secret stands in the file
# description: >-
#   A secret written into a Compose file is in version control, in backups and in the output of
#   docker inspect, for everyone who may read any of them. Take it from a file under secrets, which
#   most official images read through a variable that ends in _FILE, and change the one that was
#   written here.
# related_resources:
#   - ref: https://docs.docker.com/compose/how-tos/use-secrets/
#   - ref: https://docs.docker.com/compose/how-tos/environment-variables/best-practices/
# custom:
#   severity: high
#   practice: secrets
#   needs: ["containers.*.environment"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["7.4"]
#     kics: [a88baa34-e2ad-44ea-ad6f-8cac87bc7c71]
#     compose-lint: [CL-0020]
package dockwarden.compose["secret-in-environment"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.secrets

deny contains {
	"message": sprintf("%s has the secret %s written in the file", [compose.title(container), name]),
	"at": entry,
} if {
	some container in input.containers
	some name, entry in container.environment
	secrets.names_secret(name)
	secrets.literal(entry)
}
