# METADATA
# title: Published ports have no effect
# description: >-
#   A service on the network of the host, or on none, has no ports to publish: Docker drops the list,
#   and whoever reads it is told of an address or a limit that does not exist. On the host's network
#   the service listens wherever its program says. Remove the ports, or network_mode.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/drivers/host/
# custom:
#   severity: low
#   practice: correctness
#   needs: ["services.*.network_mode=host", "services.*.network_mode=none"]
#   fix: safe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["ports-without-effect"]

deny contains {
	"message": sprintf("%q has network_mode %s, so its ports are not published", [service.name, service.network_mode]),
	"at": [service, "ports"],
	"related": [{"at": [service, "network_mode"], "message": "The network is chosen here"}],
	"fix": {"delete": [service, "ports"]},
} if {
	some service in input.services
	service.network_mode in {"host", "none"}
	count(service.ports) > 0
}
