# METADATA
# title: Every port of the services is open to the network
# description: >-
#   With iptables switched off the engine filters nothing: machines that reach the network of the
#   containers reach every port of them, published or not, and an address such as 127.0.0.1 before a
#   published port keeps nobody out. Let the engine write its rules, or guard the networks of the
#   containers with rules of your own.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/#prevent-docker-from-manipulating-firewall-rules
#   - ref: https://docs.docker.com/engine/network/port-publishing/
# custom:
#   severity: high
#   practice: network
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   needs: [daemon.options.iptables.set]
#   same_as:
#     cis: ["2.4"]
package dockwarden.stack["ports-unfiltered"]

import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("Nothing keeps the network from any port of %s", [concat(", ", sort(names))]),
	"at": input.daemon.options.iptables,
	"related": [{"at": service.service, "message": told(service)} | some service in open],
	"fix": {"set": [input.daemon, "iptables"], "value": true, "note": "Docker adds its rules beside those of the host"},
} if {
	count(open) > 0
	names := {service.name | some service in open}
}

# Told once, with the services that it concerns; what is published beside it makes no difference.
adjust contains {
	"rule": "daemon/iptables-disabled",
	"at": input.daemon.options.iptables,
	"severity": "none",
	"because": "told as stack/ports-unfiltered, with the services that it concerns",
	"by": input.daemon.options.iptables,
} if {
	count(open) > 0
}

adjust contains {
	"rule": "compose/port-on-all-interfaces",
	"at": published.port,
	"severity": "none",
	"because": "the engine publishes nothing: every port is open, see stack/ports-unfiltered",
	"by": input.daemon.options.iptables,
} if {
	some service in open
	some published in service.published
}

open := [service |
	input.daemon.options.iptables.value == false
	some service in stack.containers
	not apart(service.service)
]

apart(service) if service.network_mode in {"host", "none"}

told(service) := "It counts on being reached from this machine only" if {
	some published in service.published
	published.local == "yes"
} else := "All its ports are reached"
