# METADATA
# title: Secret is a build argument
# description: >-
#   The value of a build argument stays in the history of the image; a default stands in the file
#   as well. Give secrets to the build with RUN --mount=type=secret and to the container when it
#   starts, and replace those that were published.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
# custom:
#   severity: high
#   practice: secrets
#   fix: none
#   needs: [instructions.ARG]
#   mentions: [key, pass, secret, token, credentials, bundle_, composer_auth, docker_auth_config]
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.10"]
#     trivy: [DS-0031]
#     hadolint: [DL3064]
#     kics: [a88baa34-e2ad-44ea-ad6f-8cac87bc7c71, c3e1b6ae-d92c-44b3-8ed5-1f5442bab6a4]
#     buildkit: [SecretsUsedInArgOrEnv]
#     tally: [buildkit/SecretsUsedInArgOrEnv, tally/ruby/secrets-in-arg-or-env, tally/ruby/prefer-secret-mounts-for-build-credentials]
package dockwarden.dockerfile["secret-in-arg"]

import data.dockwarden.lib.secrets

deny contains {
	"message": sprintf("ARG %s holds a secret", [pair.name]),
	"at": pair,
} if {
	some instruction in input.instructions.ARG
	some pair in instruction.pairs
	secrets.names_secret(pair.name)
	secrets.literal(pair)
}

# Without a default the secret is given on the command line of the build, and stays in the history of
# every step that can see it.
deny contains {
	"message": sprintf("ARG %s takes a secret into the build", [pair.name]),
	"at": pair,
	"severity": "medium",
} if {
	some instruction in input.instructions.ARG
	instruction.stage >= 0
	some pair in instruction.pairs
	not pair.text
	secrets.names_secret(pair.name)
}
