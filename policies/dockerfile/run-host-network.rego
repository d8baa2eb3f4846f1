# METADATA
# title: Build step uses the network of the host
# description: >-
#   With --network=host a build step reaches every service that listens on the building machine,
#   also those meant for that machine alone. Leave the default network in place.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#run---network
# custom:
#   severity: medium
#   practice: network
#   needs: ["instructions.RUN.*.flags.network.value=host"]
#   fix: none
#   sets: [recommended, strict]
package dockwarden.dockerfile["run-host-network"]

deny contains {
	"message": "The build step shares the network of the building machine",
	"at": instruction.flags.network,
} if {
	some instruction in input.instructions.RUN
	instruction.flags.network.value == "host"
}
