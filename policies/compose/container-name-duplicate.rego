# METADATA
# title: Two services ask for the same container name
# description: >-
#   The engine has each name once, so the second container cannot be made and the start fails. Give
#   each a name of its own, or remove container_name: other services reach a service by its own name
#   without it. Services that profiles keep apart are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#container_name
# custom:
#   severity: medium
#   practice: correctness
#   needs: ["services.*.container_name"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [no-duplicate-container-names]
package dockwarden.compose["container-name-duplicate"]

import data.dockwarden.lib.compose_project as project

deny contains {
	"message": sprintf("%q and %q both want the container name %q", [first, second, name]),
	"at": [input.services[second], "container_name"],
	"related": [{"at": [input.services[first], "container_name"], "message": "The name is taken here"}],
} if {
	names := {service.container_name |
		some service in input.services
		project.known(service.container_name)
	}
	count(names) < count([service | some service in input.services; project.known(service.container_name)])
	some name in names
	owners := [owner |
		some owner, service in input.services
		service.container_name == name
		project.starts(service)
	]
	some i, second in owners
	earlier := [owner |
		some owner in array.slice(owners, 0, min([i, 50]))
		project.together(input.services[owner], input.services[second])
	]
	first := earlier[0]
}
