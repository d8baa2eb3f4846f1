# METADATA
# title: Docker does not manage the firewall for IPv6
# description: >-
#   Where containers have IPv6 addresses, those are often routed to directly; without ip6tables
#   every port of such a container can be reached. Remove the key, unless complete rules of your own
#   take its place.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/
#   - ref: https://docs.docker.com/engine/daemon/ipv6/
# custom:
#   severity: medium
#   practice: network
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.4"]
package dockwarden.daemon["ip6tables-disabled"]

deny contains {
	"message": "Containers are not shielded by a firewall for IPv6, because ip6tables is off",
	"at": option,
	"fix": {
		"set": [input, "ip6tables"],
		"value": true,
		"note": "Docker adds its rules beside those of the host",
	},
} if {
	option := input.options.ip6tables
	option.set == true
	option.value == false
}
