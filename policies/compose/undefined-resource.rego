# METADATA
# title: Service uses something that the project does not define
# description: >-
#   Compose refuses the whole project when a service names a network, volume, secret, config or model
#   that no top-level entry defines, so nothing starts. Define it, or correct the name. Files that are
#   laid over others, and projects with includes that were not read, are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/networks/
#   - ref: https://docs.docker.com/reference/compose-file/volumes/
#   - ref: https://docs.docker.com/reference/compose-file/secrets/
# custom:
#   severity: medium
#   practice: correctness
#   needs: ["references.*.defined=false"]
#   whole: true
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [invalid-schema]
package dockwarden.compose["undefined-resource"]

deny contains {
	"message": sprintf("%q uses the %s %q, which the project does not define", [reference.from, reference.kind, reference.name]),
	"at": reference,
} if {
	input.alone == true
	some reference in input.references
	reference.kind != "service"
	reference.defined == false
}
