# METADATA
# title: Health check calls a program that the image lacks
# description: >-
#   The image below comes without this program, and no step installs it, so the check fails each time:
#   the container counts as unhealthy for ever, and whatever waits for it or replaces it acts on that.
#   Install the program, or check with what the image has, such as wget in Alpine or the language itself.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#healthcheck
# custom:
#   severity: medium
#   practice: correctness
#   fix: none
#   sets: [recommended, strict]
#   needs: [instructions.HEALTHCHECK]
#   mentions: [curl, wget, bash]
#   same_as: {}
package dockwarden.dockerfile["healthcheck-tool-missing"]

import data.dockwarden.lib.stages
import data.dockwarden.lib.tools

deny contains {
	"message": sprintf("The health check calls %s, which %s does not have", [command.name, image.value]),
	"at": command,
} if {
	stage := stages.final
	image := stage.root_base
	image.known == true
	some command in stage.healthcheck.commands
	not command.conditional
	not tries_others(stage.healthcheck.commands)
	tools.lacks(image, command.name)
	tools.adds_nothing(input.instructions, [layer | some layer in input.stages; layer.shipped])
}

# A check that may go on with another program does not depend on the first.
tries_others(commands) if {
	some command in commands
	command.conditional
	not command.name in tools.endings
}
