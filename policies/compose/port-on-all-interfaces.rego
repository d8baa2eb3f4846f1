# METADATA
# title: Port is published on every interface
# description: >-
#   A port without an address listens on all interfaces of the host, and Docker's rules come before
#   those of ufw and firewalld, so a firewall that seems to close it does not. Publish on 127.0.0.1
#   what only this host uses, and nothing for services that talk over a network of the project. The
#   ports in public, the web's by default, are taken as meant for everyone.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/port-publishing/
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/
# custom:
#   severity: medium
#   practice: network
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

default public := ["80", "443"]

public := data.config["compose/port-on-all-interfaces"].public

note := "The port can no longer be reached from other machines"

deny contains {
	"message": sprintf("Service %q publishes port %s on every interface", [service.name, shown(port)]),
	"at": place(port),
	"fix": mend(port),
} if {
	some service in input.services
	some port in service.ports
	everywhere(port)
	not meant_for_everyone(port)
}

everywhere(port) if not port.host_ip

everywhere(port) if port.host_ip in {"0.0.0.0", "::", ""}

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

shown(port) := port.published

shown(port) := sprintf("%v", [port.target]) if not port.published

mend(port) := {"set": [port, "host_ip"], "value": "127.0.0.1", "note": note} if not port.text

mend(port) := {"replace": port, "text": sprintf(`"127.0.0.1%s%s"`, [separator, ports]), "note": note} if {
	ports := trim_prefix(trim_prefix(port.text, "0.0.0.0:"), "[::]:")
	separator := before(ports)
}

# A container port alone leaves the place of the published port empty.
before(ports) := ":" if contains(ports, ":")

before(ports) := "::" if not contains(ports, ":")
