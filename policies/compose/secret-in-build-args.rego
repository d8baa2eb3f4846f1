# METADATA
# title: Secret is passed as a build argument
# description: >-
#   Build arguments stay in the history of the image, where docker history shows them to whoever can
#   pull it, also when their value comes from a variable. Pass the secret under build.secrets, and
#   read it in the Dockerfile with RUN --mount=type=secret.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
#   - ref: https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/
# custom:
#   severity: high
#   practice: secrets
#   needs: ["containers.*.build.args"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.10"]
package dockwarden.compose["secret-in-build-args"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.secrets

deny contains {
	"message": sprintf("Image of %s is built with the secret %s as an argument", [compose.called(container), name]),
	"at": argument,
} if {
	some container in input.containers
	some name, argument in container.build.args
	secrets.names_secret(name)
	secrets.passed(argument)
}
