# METADATA
# title: Network lets others reach ports that are not published
# description: >-
#   A bridge in the mode nat-unprotected has no filter: every port of every container on it can be
#   reached from outside the host, published or not. Use nat, the default, or routed, which lets only
#   published ports through.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/port-publishing/#gateway-modes
# custom:
#   severity: high
#   practice: network
#   needs: ["networks.*.driver_opts"]
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["network-unprotected"]

deny contains {
	"message": sprintf("Network %q opens every port of its containers", [name]),
	"at": [network, "driver_opts", option],
	"fix": {
		"set": [network, "driver_opts", option],
		"value": "nat",
		"note": "Ports that are not published can no longer be reached",
	},
} if {
	some name, network in input.networks
	some option, value in network.driver_opts
	option in {
		"com.docker.network.bridge.gateway_mode_ipv4",
		"com.docker.network.bridge.gateway_mode_ipv6",
	}
	value == "nat-unprotected"
}
