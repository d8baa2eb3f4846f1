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
#   mentions: [
#     ghp_, gho_, ghs_, github_pat_, glpat-, akia, asia, xoxb-, xoxp-, aiza, npm_,
#     pypi-age, sk_live_, rk_live_, dop_v1_, hf_, private key
#   ]
package dockwarden.dockerfile["secret-in-file"]

import data.dockwarden.lib.secrets

deny contains {"message": sprintf("A token of %s stands in the file", [of]), "at": place} if {
	some [place, text] in texts
	of := secrets.token(text)
}

deny contains {"message": "A private key stands in the file", "at": place} if {
	some [place, text] in texts
	secrets.private_key(text)
}

# Most files hold nothing that is worth a second look.
# texts are all places where a literal can stand, each with what stands there.
texts contains [pair, text] if {
	some keyword in {"ARG", "ENV", "LABEL"}
	some instruction in input.instructions[keyword]
	some pair in instruction.pairs
	text := pair.text
}

texts contains [word, word.text] if {
	some keyword in {"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"}
	some instruction in input.instructions[keyword]
	some word in instruction.words
}

texts contains [[heredoc, "body"], heredoc.body] if {
	some keyword in {"RUN", "COPY", "ADD"}
	some instruction in input.instructions[keyword]
	some heredoc in instruction.heredocs
}
