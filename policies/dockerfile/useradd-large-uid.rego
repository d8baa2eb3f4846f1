# METADATA
# title: High user id blows up the image
# description: >-
#   useradd writes login records into sparse files that are as long as the id is high. Stored in a layer
#   they lose their holes, and the image grows by gigabytes. With --no-log-init it leaves them alone.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#user
# custom:
#   severity: low
#   practice: hygiene
#   fix: safe
#   sets: [strict]
#   same_as:
#     hadolint: [DL3046]
#     tally: [hadolint/DL3046]
#   needs: [commands.useradd.*.flags.-u, commands.useradd.*.flags.--uid]
package dockwarden.dockerfile["useradd-large-uid"]

deny contains {
	"message": sprintf("useradd stores long login records for the id %s", [id]),
	"at": command,
	"fix": {"replace": command.words[0], "text": sprintf("%s --no-log-init", [command.words[0].text])},
} if {
	some command in input.commands.useradd
	command.keyword == "RUN"
	input.stages[command.stage].shipped
	not command.opaque
	not command.flags["-l"]
	not command.flags["--no-log-init"]
	id := uid(command)
	regex.match("^[0-9]+$", id)
	to_number(id) > 99999
}

uid(command) := [command.words[index + 1].value |
	some index, word in command.words
	startswith(word.text, "-")
	regex.match("^(-[a-zA-Z]*u|--uid)$", word.text)
][0]

uid(command) := command.flags["--uid"].value if startswith(command.flags["--uid"].text, "--uid=")
