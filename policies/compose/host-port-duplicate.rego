# METADATA
# title: One port of the host is published twice
# description: >-
#   A port of the host belongs to one container, so the second cannot start. Publish another port, or
#   none: services of a project reach each other without published ports. Services that profiles keep
#   apart, other protocols and other addresses are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#ports
# custom:
#   severity: medium
#   practice: correctness
#   needs: [ports_repeat]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [no-duplicate-exported-ports]
package dockwarden.compose["host-port-duplicate"]

import data.dockwarden.lib.compose_project as project

deny contains {
	"message": sprintf("%s port %v/%s of the host", [publishers(first.service, second.service), max([first.low, second.low]), protocol]),
	"at": second.at,
	"related": [{"at": first.at, "message": "The port is taken here"}],
} if {
	some protocol in ["tcp", "udp"]
	uses := [use | some service in input.services; publishes(service); some use in published(service); use.protocol == protocol]
	count(uses) > 1
	repeated(uses)
	some i, second in uses
	earlier := [use | some use in array.slice(uses, 0, min([i, 200])); overlap(use, second)]
	first := earlier[0]
}

publishers(name, other) := sprintf("%q and %q both publish", [name, other]) if name != other

publishers(name, other) := sprintf("%q twice publishes", [name]) if name == other

# Ports of a service on the network of the host, or of no container, are not published.
publishes(service) if {
	project.starts(service)
	not elsewhere(service)
	not service.network_mode.unknown
}

elsewhere(service) if service.network_mode in {"host", "none"}

published(service) := [use |
	some port in service.ports
	project.known(port.published)
	not in_swarm(service, port)
	bounds := range(port)
	bounds[0] > 0
	use := {
		"service": service.name,
		"at": port,
		"protocol": port.protocol,
		"low": bounds[0],
		"high": bounds[1],
		"addresses": addresses(port),
	}
]

# In a swarm, ports of the hosts themselves may lie on different hosts.
in_swarm(service, port) if {
	port.mode == "host"
	service.deploy
}

range(port) := [number, number] if {
	not contains(port.published, "-")
	number := to_number(port.published)
}

# A range for one port of the container means any of them; only a range for a range takes all.
range(port) := [to_number(bounds[0]), to_number(bounds[1])] if {
	is_string(port.target)
	contains(port.target, "-")
	bounds := split(port.published, "-")
	count(bounds) == 2
}

addresses(port) := {"0.0.0.0", "::"} if object.get(port, "host_ip", "") == ""

addresses(port) := {port.host_ip} if {
	is_string(port.host_ip)
	port.host_ip != ""
}

# repeated is a first look that spares most files the comparison of each with each.
repeated(uses) if count({use.low | some use in uses}) < count(uses)

repeated(uses) if {
	some use in uses
	use.low < use.high
}

overlap(one, other) if {
	one.low <= other.high
	other.low <= one.high
	count(one.addresses & other.addresses) > 0
	compatible(one, other)
}

# The same port twice in one service is two ports of its container.
compatible(one, other) if {
	one.service != other.service
	project.together(input.services[one.service], input.services[other.service])
}

compatible(one, other) if {
	one.service == other.service
	one.at.target != other.at.target
}
