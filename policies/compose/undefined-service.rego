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
#   needs:
#     - "services.*.depends_on"
#     - "services.*.links"
#     - "services.*.volumes_from"
#     - "services.*.network_mode"
#     - "services.*.ipc"
#     - "services.*.pid"
#     - "services.*.uts"
#     - "services.*.cgroup"
#     - "services.*.build.additional_contexts"
#     - "jobs.*.depends_on"
#     - "jobs.*.links"
#     - "jobs.*.volumes_from"
#     - "jobs.*.network_mode"
#     - "jobs.*.ipc"
#     - "jobs.*.pid"
#     - "jobs.*.uts"
#     - "jobs.*.cgroup"
#     - "jobs.*.build.additional_contexts"
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [invalid-schema]
package dockwarden.compose["undefined-service"]

import data.dockwarden.lib.compose_project as project

deny contains {
	"message": sprintf("%q refers to the service %q, which the project does not have", [service.name, use.name]),
	"at": use.at,
} if {
	input.alone == true
	some workloads in ["services", "jobs"]
	some service in input[workloads]
	some use in array.concat(project.references(service), contexts(service))
	use.required == true
	not input.services[use.name]
	not input.jobs[use.name]
}

deny contains {
	"message": sprintf("Service %q waits for %q, which is a job: services wait for services only", [service.name, use.name]),
	"at": use.at,
} if {
	input.alone == true
	count(input.jobs) > 0
	some service in input.services
	some use in project.references(service)
	input.jobs[use.name]
	not input.services[use.name]
}

deny contains {
	"message": sprintf("%q builds on the service %q, which is not built itself", [service.name, use.name]),
	"at": use.at,
} if {
	input.alone == true
	some service in input.services
	some use in contexts(service)
	other := input.services[use.name]
	not other.build
	not other.extends
}

# A build may take the image of another service as a context.
contexts(service) := [{"name": name, "at": context, "required": true} |
	some context in service.build.additional_contexts
	project.known(context.value)
	startswith(context.value, "service:")
	name := trim_prefix(context.value, "service:")
]
