# METADATA
# title: Capability opens much of the kernel or the host's files
# description: >-
#   NET_ADMIN and BPF reach kernel code that has a long history of privilege escalation,
#   DAC_READ_SEARCH opens any file of the host by its handle, and SYS_BOOT stops the system. Each
#   is meant for tools that manage a host. Give it to the one service that needs it, or to none.
# related_resources:
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
#   - ref: https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
# custom:
#   severity: high
#   practice: least-privilege
#   needs: ["containers.*.cap_add"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.4", C.5.3.1, C.5.3.4]
#     kics: [ce76b7d0-9e77-464d-b86f-c5c48e03e22d]
#     compose-lint: [CL-0011, CL-0027]
package dockwarden.compose["capability-strong"]

import data.dockwarden.lib.capabilities

deny contains finding if {
	some container in input.containers
	count(container.cap_add) > 0
	some finding in capabilities.added(container, capabilities.strong)
}
