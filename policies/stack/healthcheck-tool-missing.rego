# METADATA
# title: Health check of a service calls a program that its image lacks
# description: >-
#   The image comes without this program, so the check fails each time: the service counts as unhealthy
#   for ever, and services that wait for its health never start. Check with what the image has, or
#   install the program in it.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#healthcheck
# custom:
#   severity: medium
#   practice: correctness
#   fix: none
#   sets: [recommended, strict]
#   mentions: [curl, wget, bash]
#   same_as: {}
package dockwarden.stack["healthcheck-tool-missing"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack
import data.dockwarden.lib.tools

deny contains {
	"message": sprintf("The health check of %s calls %s, which its image does not have", [compose.called(service.service), tool]),
	"at": [service.service.healthcheck, "test"],
	"related": [{"at": service.stage.base, "message": sprintf("It is built on %s", [image])}],
} if {
	some service in stack.containers
	image := service.stage.root_base.value
	tool := called(service.service.healthcheck.test)
	tools.lacks(service.stage.root_base, tool)
	tools.adds_nothing(input.dockerfiles[service.dockerfile].instructions, service.layers)
}

deny contains {
	"message": sprintf("The health check of %s calls %s, which %s does not have", [compose.called(container), tool, image]),
	"at": [container.healthcheck, "test"],
} if {
	some service in stack.containers
	container := service.service
	image := container.image.value
	not container.build
	not service.image_of
	tool := called(container.healthcheck.test)
	tools.lacks(container.image, tool)
}

# called is the program that a check calls first.
called(test) := test[1] if test[0] == "CMD"

called(test) := split(trim_space(test[1]), " ")[0] if {
	test[0] == "CMD-SHELL"
	otherwise := array.slice(split(test[1], "||"), 1, 100)
	every part in otherwise { split(trim_space(part), " ")[0] in tools.endings }
}
