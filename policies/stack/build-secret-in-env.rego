# METADATA
# title: Secret goes from Compose through an ARG into the image
# description: >-
#   The Compose file passes the secret as a build argument, and the Dockerfile writes that argument
#   into ENV, so it is in the configuration of the image and in the environment of every process of
#   every container, for whoever can pull the image. Pass it under build.secrets and read it with
#   RUN --mount=type=secret; at run time use secrets.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
# custom:
#   severity: high
#   practice: secrets
#   fix: none
#   sets: [recommended, strict, cis]
#   needs: [dockerfiles]
#   mentions: [args]
#   same_as:
#     cis: ["4.10"]
package dockwarden.stack["build-secret-in-env"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.secrets
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("The secret %s of %s ends in the image as %s", [leak.name, leak.service, concat(", ", leak.variables)]),
	"at": leak.argument,
	"related": [{"at": pair, "message": "The Dockerfile writes it into the image here"} | some pair in leak.pairs],
} if {
	some leak in leaks
}

adjust contains {
	"rule": "compose/secret-in-build-args",
	"at": leak.argument,
	"severity": "none",
	"because": "told as stack/build-secret-in-env, with the place where it ends",
	"by": leak.pairs[0],
} if {
	some leak in leaks
}

leaks contains {
	"service": compose.called(service.service),
	"name": name,
	"argument": argument,
	"pairs": pairs,
	"variables": {pair.name | some pair in pairs},
} if {
	some service in stack.containers
	some name, argument in service.service.build.args
	secrets.names_secret(name)
	secrets.passed(argument)
	pairs := [pair |
		some instruction in service.build.file.instructions.ENV
		some layer in service.layers
		layer.index == instruction.stage
		some pair in instruction.pairs
		name in pair.variables
	]
	count(pairs) > 0
}
