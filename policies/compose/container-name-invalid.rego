# METADATA
# title: Container name has characters that the engine refuses
# description: >-
#   The name of a container begins with a letter or digit, goes on with letters, digits, underscores,
#   dots and hyphens, and has two characters at least. The engine refuses others when it makes the
#   container.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#container_name
# custom:
#   severity: medium
#   practice: correctness
#   needs: ["services.*.container_name"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [service-container-name-regex]
package dockwarden.compose["container-name-invalid"]

import data.dockwarden.lib.compose_project as project

deny contains {
	"message": sprintf("%q is no name for a container", [service.container_name]),
	"at": [service, "container_name"],
} if {
	some service in input.services
	project.known(service.container_name)
	not regex.match(`^[a-zA-Z0-9][a-zA-Z0-9_.-]+$`, service.container_name)
}
