# METADATA
# title: Port is published on every interface
# description: >-
#   A port without an address listens on all interfaces of the host, and Docker's rules come before
#   those of ufw and firewalld, so a firewall that seems to close it does not. Publish on 127.0.0.1
#   what only this host uses, and nothing for services that talk over a network of the project. The
#   ports in public, the web's by default, are taken as meant for everyone. Databases and other
#   services that trust whoever connects weigh more.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/port-publishing/
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/
# custom:
#   severity: low
#   practice: network
#   needs: ["containers.*.ports"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.14"]
#     kics: [451d79dc-0588-476a-ad03-3c7f0320abb3]
#     compose-lint: [CL-0005]
#     dclint: [no-unbound-port-interfaces]
#   parameters:
#     public:
#       default: ["80", "443"]
#       description: Published ports that everyone may reach
package dockwarden.compose["port-on-all-interfaces"]

import data.dockwarden.lib.compose

default public := ["80", "443"]

public := data.config["compose/port-on-all-interfaces"].public

note := "The port can no longer be reached from other machines"

deny contains {
	"message": sprintf("%s publishes port %s on every interface", [compose.title(container), shown(number, inside)]),
	"at": place(port),
	"severity": severity(inside),
	"fix": mend(port),
} if {
	some container in input.containers
	some port in container.ports
	not meant_for_everyone(port)
	everywhere(container, port)
	number := object.get(port, "published", port.target)
	not number.unknown
	inside := behind(container, port)
}

default behind(_, _) := ""

behind(container, port) := known.of if {
	known := data.dockwarden.data.ports.inner[format_int(port.target, 10)]
	serves(container, known.images)
}

serves(container, _) if not container.image.repository

serves(container, names) if {
	some name in names
	contains(container.image.repository, name)
}

everywhere(_, port) if port.host_ip in {"0.0.0.0", "::", ""}

everywhere(container, port) if {
	not port.host_ip
	not bound(container)
}

# bound holds if every network of the service says where ports without an address are published.
bound(container) if {
	count(container.networks) > 0
	every name, _ in container.networks { binds(name) }
}

bound(container) if {
	count(container.networks) == 0
	not container.network_mode
	binds("default")
}

binds(name) if {
	address := input.networks[name].driver_opts[binding]
	not address in {"0.0.0.0", "::", ""}
}

binding := "com.docker.network.bridge.host_binding_ipv4"

meant_for_everyone(port) if port.published in public

place(port) := port if port.text

place(port) := [port, "host_ip"] if {
	not port.text
	port.host_ip
}

place(port) := [port, "published"] if {
	not port.text
	not port.host_ip
}

severity("") := "low"

severity(inside) := "medium" if inside != ""

shown(number, "") := sprintf("%v", [number])

shown(number, inside) := sprintf("%v (%s)", [number, inside]) if inside != ""

default mend(_) := {}

mend(port) := {"set": [port, "host_ip"], "value": "127.0.0.1", "note": note} if not port.text

mend(port) := {"replace": port, "text": sprintf(`"127.0.0.1:%s%s"`, [gap(port), without_address(port)]), "note": note}

without_address(port) := port.text if {
	not port.host_ip
	names_ports(port.text)
}

without_address(port) := trim_prefix(port.text, address) if {
	some address in ["0.0.0.0:", "[::]:", ":::"]
	startswith(port.text, address)
}

# What a variable holds may change, so it must not be more than the published port.
names_ports(text) if not contains(split(text, ":")[0], "$")

names_ports(text) if startswith(split(text, "}")[1], ":")

# A container port alone leaves the place of the published port empty.
gap(port) := ":" if {
	not port.host_ip
	not port.published
} else := ""
