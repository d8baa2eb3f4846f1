# METADATA
# title: Capability acts on the host itself
# description: >-
#   The clock, the kernel log, auditing and mandatory access control exist once per host, not once
#   per container: whoever may change them changes them for everyone, or learns what helps an
#   attack on the kernel. Let the host, or an agent made for it, do that work.
# related_resources:
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
# custom:
#   severity: high
#   practice: least-privilege
#   needs: ["containers.*.cap_add"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.4"]
#     kics: [ce76b7d0-9e77-464d-b86f-c5c48e03e22d]
#     compose-lint: [CL-0028, CL-0030]
package dockwarden.compose["capability-reaches-host"]

import data.dockwarden.lib.capabilities

deny contains finding if {
	some container in input.containers
	count(container.cap_add) > 0
	some finding in capabilities.added(container, capabilities.reaches_host)
}
