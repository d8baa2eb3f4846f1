# METADATA
# title: Build step uses sudo
# description: >-
#   A build step has the rights of its USER already, and sudo left in the image is a way back to
#   root for whoever breaks in. Switch with USER for the steps that need it.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#user
# custom:
#   severity: medium
#   practice: least-privilege
#   fix: none
#   needs: [commands.sudo]
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0010]
#     hadolint: [DL3004]
#     checkov: [CKV2_DOCKER_1]
#     kics: [8ada6e80-0ade-439e-b176-0b28f6bce35a]
#     tally: [hadolint/DL3004]
package dockwarden.dockerfile["sudo-used"]

deny contains {
	"message": "The build step runs a command through sudo",
	"at": command,
} if {
	some command in input.commands.sudo
	command.keyword == "RUN"
	not command.opaque
}
