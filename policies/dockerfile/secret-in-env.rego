# METADATA
# title: Secret stands in ENV
# description: >-
#   A value in ENV is part of the image, and everybody who can pull it can read it. Give secrets
#   to the build with RUN --mount=type=secret and to the container when it starts, and replace
#   those that were published.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
# custom:
#   severity: high
#   practice: secrets
#   fix: none
#   needs: [instructions.ENV]
#   mentions: [key, pass, secret, token, credentials, bundle_, composer_auth, docker_auth_config]
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.10"]
#     trivy: [DS-0031]
#     hadolint: [DL3064]
#     kics: [a88baa34-e2ad-44ea-ad6f-8cac87bc7c71, c3e1b6ae-d92c-44b3-8ed5-1f5442bab6a4]
#     buildkit: [SecretsUsedInArgOrEnv]
#     tally: [buildkit/SecretsUsedInArgOrEnv, tally/ruby/secrets-in-arg-or-env, tally/ruby/prefer-secret-mounts-for-build-credentials]
package dockwarden.dockerfile["secret-in-env"]

import data.dockwarden.lib.secrets

deny contains {
	"message": sprintf("ENV %s holds a secret", [pair.name]),
	"at": pair,
} if {
	some instruction in input.instructions.ENV
	some pair in instruction.pairs
	secrets.names_secret(pair.name)
	in_image(instruction, pair)
}

in_image(_, pair) if secrets.literal(pair)

# A variable whose own name tells of a secret is for another rule; others bring theirs unnoticed.
in_image(instruction, pair) if {
	some name in pair.variables
	not secrets.names_secret(name)
	brings(instruction, pair, name)
}

brings(_, pair, _) if secrets.could_be_secret(pair.value)

# The one who builds gives the value.
brings(instruction, pair, name) if {
	not pair.value
	some other in input.instructions.ARG
	other.stage == instruction.stage
	some argument in other.pairs
	argument.name == name
	not argument.text
}
