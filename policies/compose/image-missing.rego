# METADATA
# title: Service says neither its image nor how to build it
# description: >-
#   Compose refuses a project with a service that has no image, build, provider or service that it
#   extends. Say one. Files that are laid over others, and projects with includes that were not read,
#   are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#image
#   - ref: https://docs.docker.com/reference/compose-file/build/
# custom:
#   severity: medium
#   practice: correctness
#   whole: true
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [invalid-schema]
package dockwarden.compose["image-missing"]

deny contains {
	"message": sprintf("Service %q has neither image nor build", [service.name]),
	"at": service,
} if {
	input.alone == true
	some service in input.services
	not service.image
	not service.build
	not service.provider
	not service.extends
}
