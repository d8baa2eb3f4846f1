# METADATA
# title: Published ports can be reached past their address
# description: >-
#   With allow-direct-routing other machines may send packets straight to a container's address, so
#   a port that is published on 127.0.0.1 only is open to whoever can route there. Remove the key,
#   and publish on the address from which a port is meant to be used.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/
#   - ref: https://docs.docker.com/engine/network/port-publishing/#direct-routing
# custom:
#   severity: medium
#   practice: network
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["direct-routing-allowed"]

deny contains {
	"message": "Other machines can reach ports that are published for this host only",
	"at": input.options["allow-direct-routing"],
	"fix": {
		"set": [input, "allow-direct-routing"],
		"value": false,
		"note": "Other machines can reach containers only through the addresses of the host",
	},
} if {
	input.options["allow-direct-routing"].value == true
}
