# METADATA
# title: Secret stands in a command, label or config
# description: >-
#   A token or private key written into the file is in version control and backups; those in commands
#   and labels are shown by docker inspect and process lists, too. Take it from a file under secrets,
#   and change the one that was written here.
# related_resources:
#   - ref: https://docs.docker.com/compose/how-tos/use-secrets/
# custom:
#   severity: high
#   practice: secrets
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["7.4"]
#   mentions: [
#     ghp_, gho_, ghs_, github_pat_, glpat-, akia, asia, xoxb-, xoxp-, aiza, npm_,
#     pypi-age, sk_live_, rk_live_, dop_v1_, hf_, private key
#   ]
package dockwarden.compose["secret-in-text"]

import data.dockwarden.lib.secrets

deny contains {
	"message": sprintf("%s of %q holds %s", [place.kind, container.name, what]),
	"at": place.at,
} if {
	some container in input.containers
	some place in places(container)
	what := found(place.text)
}

deny contains {
	"message": sprintf("Config %q holds %s", [name, what]),
	"at": [config, "content"],
} if {
	some name, config in input.configs
	what := found(config.content)
}

places(container) := array.concat(
	[{"kind": "Command", "text": word.text, "at": word} |
		some key in ["command", "entrypoint"]
		some word in container[key].words
	],
	[{"kind": "Label", "text": label.text, "at": label} | some label in container.labels],
)

found(text) := "a private key" if {
	secrets.private_key(text)
} else := sprintf("a token of %s", [secrets.token(text)])
