# METADATA
# title: Several containers would have one name
# description: >-
#   Each container needs a name of its own, so Compose refuses a service with container_name and more
#   than one container. Remove container_name; Compose then numbers the containers.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#container_name
#   - ref: https://docs.docker.com/reference/compose-file/services/#scale
# custom:
#   severity: medium
#   practice: correctness
#   needs: ["services.*.scale", "services.*.deploy.replicas"]
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["container-name-with-replicas"]

deny contains {
	"message": sprintf("%q has one container name for %v containers", [service.name, number.count]),
	"at": [service, "container_name"],
	"related": [{"at": number.at, "message": "The number of containers is here"}],
	"fix": {
		"delete": [service, "container_name"],
		"note": "The containers get names that Compose makes from those of the project and the service",
	},
} if {
	some service in input.services
	is_string(service.container_name)
	some number in numbers(service)
	is_number(number.count)
	number.count > 1
}

numbers(service) := [{"count": service.scale, "at": [service, "scale"]}] if service.scale

numbers(service) := [{"count": service.deploy.replicas, "at": [service.deploy, "replicas"]}] if not service.scale
