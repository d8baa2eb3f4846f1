# METADATA
# title: An address carries a password
# description: >-
#   A password in a URL is in version control, in the history of the image and in the output of the
#   build. Use a secret mount, or an ssh mount for git, and change the password.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
# custom:
#   severity: high
#   practice: secrets
#   fix: none
#   mentions: ["@"]
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.10"]
#     kics: [a88baa34-e2ad-44ea-ad6f-8cac87bc7c71]
package dockwarden.dockerfile["credentials-in-url"]

import data.dockwarden.lib.secrets

deny contains {"message": sprintf("%s has an address with a password", [keyword]), "at": pair} if {
	some keyword in {"ARG", "ENV"}
	some instruction in input.instructions[keyword]
	some pair in instruction.pairs
	secrets.url_with_password(pair.value)
}

deny contains {"message": sprintf("%s is given an address with a password", [name]), "at": word} if {
	some name, commands in input.commands
	some command in commands
	some word in command.words
	contains(word.text, "@")
	contains(word.text, "://")
	secrets.url_with_password(word.text)
}

deny contains {"message": "ADD is given an address with a password", "at": source} if {
	some instruction in input.instructions.ADD
	some source in instruction.sources
	secrets.url_with_password(source.text)
}
