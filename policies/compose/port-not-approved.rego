# METADATA
# title: Published port is not on the list
# description: >-
#   Every open port can be attacked, so a project publishes those that it needs and no others. List in
#   approved the ports of the host that may be published; without a list this rule is silent.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#ports
# custom:
#   severity: low
#   practice: network
#   needs: ["containers.*.ports"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.9"]
#   configured: true
#   parameters:
#     approved:
#       default: []
#       description: Ports of the host that may be published, such as 443
package dockwarden.compose["port-not-approved"]

import data.dockwarden.lib.compose

default approved := []

approved := data.config["compose/port-not-approved"].approved

deny contains {
	"message": sprintf("%s publishes port %s, which is not approved", [compose.title(container), port.published]),
	"at": port,
} if {
	count(approved) > 0
	some container in input.containers
	some port in container.ports
	is_string(port.published)
	not port.published in {sprintf("%v", [number]) | some number in approved}
}
