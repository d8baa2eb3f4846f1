# METADATA
# title: Capability takes resources from the rest of the host
# description: >-
#   With these capabilities a service can pin memory, take processor time or pass its limits, and
#   so slow or stop its neighbours. Databases and vaults have good reasons for some of them; then
#   set limits beside them. Otherwise leave them out.
# related_resources:
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
#   - ref: https://docs.docker.com/engine/containers/resource_constraints/
# custom:
#   severity: low
#   practice: least-privilege
#   needs: ["containers.*.cap_add"]
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.4"]
#     kics: [ce76b7d0-9e77-464d-b86f-c5c48e03e22d]
#     compose-lint: [CL-0029]
package dockwarden.compose["capability-starves-host"]

import data.dockwarden.lib.capabilities

deny contains finding if {
	some container in input.containers
	count(container.cap_add) > 0
	some finding in capabilities.added(container, capabilities.starves_host)
}
