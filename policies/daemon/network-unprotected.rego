# METADATA
# title: Networks let others reach ports that are not published
# description: >-
#   A bridge in the mode nat-unprotected has no filter: every port of every container on it can be
#   reached from outside the host, published or not. As a default it holds for each new network. Use
#   nat, the default, or routed, which lets only published ports through.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/port-publishing/#gateway-modes
# custom:
#   severity: high
#   practice: network
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
#   mentions: ["nat-unprotected"]
package dockwarden.daemon["network-unprotected"]

deny contains {
	"message": "New networks open every port of their containers",
	"at": [setting, "value", driver, option],
	"fix": {
		"set": [setting, "value", driver, option],
		"value": "nat",
		"note": "Ports that are not published can no longer be reached",
	},
} if {
	setting := input.options["default-network-opts"]
	some driver, options in setting.value
	some option, value in options
	option in {
		"com.docker.network.bridge.gateway_mode_ipv4",
		"com.docker.network.bridge.gateway_mode_ipv6",
	}
	value == "nat-unprotected"
}
