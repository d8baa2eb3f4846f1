# METADATA
# title: Capability reads and changes other processes
# description: >-
#   SYS_PTRACE and CHECKPOINT_RESTORE let a process read the memory of others, secrets included,
#   and change what they do. Together with the process namespace of the host that means all of its
#   processes. They are for debugging: keep them out of files that run in production.
# related_resources:
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
# custom:
#   severity: medium
#   practice: least-privilege
#   needs: ["containers.*.cap_add"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.4", C.5.3.1, C.5.3.4]
#     kics: [ce76b7d0-9e77-464d-b86f-c5c48e03e22d]
#     compose-lint: [CL-0027]
package dockwarden.compose["capability-inspects-processes"]

import data.dockwarden.lib.capabilities

deny contains finding if {
	some container in input.containers
	count(container.cap_add) > 0
	some finding in capabilities.added(container, capabilities.inspects_processes)
}
