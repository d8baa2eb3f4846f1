# METADATA
# title: Command lacks its secret mount
# description: >-
#   Without the mount, a command that needs a password takes it from a file or a variable, and that
#   stays in the image. List in secrets which command needs which secret mounts; without a list this
#   rule is silent.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
# custom:
#   severity: medium
#   practice: secrets
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     tally: [tally/require-secret-mounts]
#   needs: [instructions.RUN]
#   configured: true
#   parameters:
#     secrets:
#       default: {}
#       description: "For each command the ids of the secret mounts that it needs, such as npm: [npmrc]"
package dockwarden.dockerfile["command-without-secret-mount"]

default needed := {}

needed := data.config["dockerfile/command-without-secret-mount"].secrets

deny contains {
	"message": sprintf("%s runs without the secret mount %q", [name, id]),
	"at": command,
} if {
	some name, ids in needed
	some command in input.commands[name]
	command.keyword == "RUN"
	some instruction in input.instructions.RUN
	instruction.index == command.instruction
	some id in ids
	not mounted(instruction, id)
}

mounted(instruction, id) if {
	some mount in instruction.mounts
	mount.type == "secret"
	mount.options.id.text == id
}
