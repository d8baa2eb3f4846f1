# METADATA
# title: Docker does not manage the firewall
# description: >-
#   Without its rules Docker keeps networks neither apart from each other nor from the outside: ports
#   that were never published can be reached by whoever routes to the container. Remove the key,
#   unless complete rules of your own take its place.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/#prevent-docker-from-manipulating-firewall-rules
# custom:
#   severity: high
#   practice: network
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.4"]
package dockwarden.daemon["iptables-disabled"]

deny contains {
	"message": "Containers are not shielded by a firewall, because iptables is off",
	"at": input.options.iptables,
	"fix": {
		"set": [input, "iptables"],
		"value": true,
		"note": "Docker adds its rules beside those of the host",
	},
} if {
	input.options.iptables.value == false
}
