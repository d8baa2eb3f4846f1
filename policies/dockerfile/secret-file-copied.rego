# METADATA
# title: A file with credentials is copied into the image
# description: >-
#   Files such as private keys, .npmrc or .aws/credentials stay in a layer of the image for everybody
#   who can pull it, even if a later step deletes them. Mount them for the one step that needs them,
#   with RUN --mount=type=secret.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
# custom:
#   severity: high
#   practice: secrets
#   shown: true
#   fix: none
#   needs: [instructions.COPY, instructions.ADD]
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.10"]
#     trivy: [DS-0031]
#   mentions: [
#     .git-credentials, .netrc, .pgpass, .pypirc, id_dsa, id_ecdsa, id_ed25519, id_rsa,
#     .aws/credentials, .docker/config.json, .kube/config, .jks, .kdbx, .keystore,
#     .p12, .pfx, .env, private, privkey, server.key, tls.key, key.pem
#   ]
package dockwarden.dockerfile["secret-file-copied"]

deny contains {
	"message": sprintf("%s is copied into the image, where it stays", [source.value]),
	"at": source,
} if {
	some keyword in {"COPY", "ADD"}
	some instruction in input.instructions[keyword]
	not instruction.from
	some source in instruction.sources
	source.source == "path"
	holds_credentials(source.value)
	ships(instruction)
}

# ships holds if the stage is part of what is built for others: a stage nobody uses is not.
ships(instruction) if instruction.onbuild == true

ships(instruction) if input.stages[instruction.stage].used == true

holds_credentials(path) if regex.match(concat("|", patterns), path)

patterns := [
	`(^|/)(\.git-credentials|\.netrc|\.pgpass|\.pypirc|id_dsa|id_ecdsa|id_ed25519|id_rsa)$`,
	`(^|/)(\.aws/credentials|\.docker/config\.json|\.kube/config)$`,
	`\.(jks|kdbx|keystore|p12|pfx)$`,
	`(^|/)\.env(\.prod|\.production)?$`,
	# Keys in PEM form are named for what they are; certificates end in .pem too.
	`(private|privkey)[^/]*\.(pem|key)$`,
	`(server|tls)\.key$`,
	`key\.pem$`,
]
