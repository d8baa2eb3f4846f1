# METADATA
# title: Service refers to one that the project does not have
# description: >-
#   Compose refuses the whole project when depends_on, links, volumes_from, a shared namespace or a
#   build context names a service that is nowhere defined, so nothing starts; and when a service waits
#   for a job, or builds on a service that is not built itself. Add the service, or correct the name. Files that are laid over others, and projects with includes that were not read,
#   are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#depends_on
#   - ref: https://docs.docker.com/reference/compose-file/build/#additional_contexts
# custom:
#   severity: medium
#   practice: correctness
#   needs: ["references.*.defined=false", "references.*.via=additional_contexts", jobs]
#   whole: true
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [invalid-schema]
package dockwarden.compose["undefined-service"]

deny contains {
	"message": sprintf("%q refers to the service %q, which the project does not have", [reference.from, reference.name]),
	"at": reference,
} if {
	input.alone == true
	some reference in input.references
	reference.kind == "service"
	reference.defined == false
	reference.required == true
}

deny contains {
	"message": sprintf("Service %q waits for %q, which is a job: services wait for services only", [reference.from, reference.name]),
	"at": reference,
} if {
	input.alone == true
	some reference in input.references
	reference.kind == "service"
	not reference.job
	reference.via != "additional_contexts"
	input.jobs[reference.name]
	not input.services[reference.name]
}

# A build may take the image of another service as a context.
deny contains {
	"message": sprintf("%q builds on the service %q, which is not built itself", [reference.from, reference.name]),
	"at": reference,
} if {
	input.alone == true
	some reference in input.references
	reference.via == "additional_contexts"
	other := input.services[reference.name]
	not other.build
	not other.extends
}
