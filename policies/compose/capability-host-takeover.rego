# METADATA
# title: Capability gives away the host
# description: >-
#   ALL, SYS_ADMIN, SYS_MODULE and SYS_RAWIO each suffice to run code on the host: mount its disks,
#   load a kernel module, write to its memory. A container with one of them is hardly confined at
#   all. Find the one operation that needs it and use a narrower way.
# related_resources:
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
#   - ref: https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
# custom:
#   severity: critical
#   practice: least-privilege
#   needs: ["containers.*.cap_add"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.4", C.5.3.2, C.5.3.3]
#     kics: [ce76b7d0-9e77-464d-b86f-c5c48e03e22d]
#     compose-lint: [CL-0024]
package dockwarden.compose["capability-host-takeover"]

import data.dockwarden.lib.capabilities

deny contains finding if {
	some container in input.containers
	count(container.cap_add) > 0
	some finding in capabilities.added(container, capabilities.host_takeover)
}
