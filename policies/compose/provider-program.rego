# METADATA
# title: Service is a program of the repository that runs on the host
# description: >-
#   A provider runs on the host, as the person who starts the project, without any container around
#   it. With a path in its type that is whatever program lies there. Name a provider that was
#   installed on purpose.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#provider
#   - ref: https://docs.docker.com/compose/trust-model/
# custom:
#   severity: high
#   practice: supply-chain
#   needs: ["services.*.provider"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["provider-program"]

deny contains {
	"message": sprintf("Service %q runs the program %s on the host", [service.name, type]),
	"at": [service.provider, "type"],
} if {
	some service in input.services
	type := service.provider.type
	contains(type, "/")
}
