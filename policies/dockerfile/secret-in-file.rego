# METADATA
# title: A token or private key stands in the file
# description: >-
#   The text has the form of a real token or private key. It is in version control, in the history of
#   the image and in every cache on the way, so treat it as known to others: revoke it. Give secrets
#   to a build with RUN --mount=type=secret.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
# custom:
#   severity: critical
#   practice: secrets
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.10"]
#     kics: [a88baa34-e2ad-44ea-ad6f-8cac87bc7c71]
#     tally: [tally/secrets-in-code]
package dockwarden.dockerfile["secret-in-file"]

import data.dockwarden.lib.secrets

deny contains {"message": sprintf("A token of %s stands in the file", [of]), "at": pair} if {
	some pair in pairs
	of := secrets.token(pair.text)
}

deny contains {"message": sprintf("A token of %s stands in the file", [of]), "at": word} if {
	some word in words
	of := secrets.token(word.text)
}

deny contains {"message": sprintf("A token of %s stands in the file", [of]), "at": [heredoc, "body"]} if {
	some heredoc in heredocs
	of := secrets.token(heredoc.body)
}

deny contains {"message": "A private key stands in the file", "at": pair} if {
	some pair in pairs
	secrets.private_key(pair.text)
}

deny contains {"message": "A private key stands in the file", "at": word} if {
	some word in words
	secrets.private_key(word.text)
}

deny contains {"message": "A private key stands in the file", "at": [heredoc, "body"]} if {
	some heredoc in heredocs
	secrets.private_key(heredoc.body)
}

# Most files hold nothing that is worth a second look.
suspicious if regex.match(concat("|", array.concat(["PRIVATE KEY"], secrets.prefixes)), input.text)

pairs := [pair |
	suspicious
	some keyword in {"ARG", "ENV", "LABEL"}
	some instruction in input.instructions[keyword]
	some pair in instruction.pairs
]

words := [word |
	suspicious
	some keyword in {"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"}
	some instruction in input.instructions[keyword]
	some word in instruction.words
]

heredocs := [heredoc |
	suspicious
	some keyword in {"RUN", "COPY", "ADD"}
	some instruction in input.instructions[keyword]
	some heredoc in instruction.heredocs
]
