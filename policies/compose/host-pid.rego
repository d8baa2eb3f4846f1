# METADATA
# title: Process namespace of the host is shared
# description: >-
#   With pid set to host the service sees every process of the host, reads what it can of their
#   arguments and environment, and can send them signals. Remove the key; a service that must watch
#   another can join that service's namespace with pid set to service:NAME.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#pid
#   - ref: https://docs.docker.com/engine/containers/run/#pid-settings---pid
# custom:
#   severity: high
#   practice: least-privilege
#   needs: ["containers.*.pid=host"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.16"]
#     kics: [4f31dd9f-2cc3-4751-9b53-67e4af83dac0]
#     compose-lint: [CL-0010]
package dockwarden.compose["host-pid"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s shares the process namespace of the host", [compose.title(container)]),
	"at": [container, "pid"],
	"fix": {"delete": [container, "pid"], "note": "The service no longer sees the processes of the host"},
} if {
	some container in input.containers
	container.pid == "host"
}
