# METADATA
# title: Ports are published on every interface by default
# description: >-
#   On the default bridge a published port without an address listens on all interfaces of the host,
#   past ufw and firewalld. Set ip to 127.0.0.1, and give an address where a port is meant for
#   others. Networks of a project follow their own options, not this one.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/port-publishing/#setting-the-default-bind-address-for-containers
# custom:
#   severity: low
#   practice: network
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.14"]
package dockwarden.daemon["published-ports-public"]

import data.dockwarden.lib.daemon

deny contains {
	"message": "Ports are published on every interface, because ip is not set to one address",
	"at": input.options.ip,
	"fix": {
		"set": [input, "ip"],
		"value": "127.0.0.1",
		"note": "Ports published without an address can no longer be reached from other machines",
	},
} if {
	everywhere(input.options.ip)
	daemon.default_bridge_exists
}

everywhere(option) if option.value in {"0.0.0.0", "::", ""}

everywhere(option) if {
	option.set == false
	not option.value
}
