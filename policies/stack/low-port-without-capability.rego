# METADATA
# title: Service may not listen on its port
# description: >-
#   Ports below 1024 are for processes with NET_BIND_SERVICE. Docker lifts that inside a container's
#   own network, but not in the network of the host, and not where a sysctl puts the limit back. This
#   service runs as another user than root and has dropped the capability, so it cannot open the port
#   that its image exposes. Let it listen above 1023, or add NET_BIND_SERVICE.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/drivers/host/
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
# custom:
#   severity: medium
#   practice: correctness
#   fix: none
#   sets: [recommended, strict]
#   needs: [dockerfiles]
#   mentions: [network_mode, ip_unprivileged_port_start]
#   same_as: {}
package dockwarden.stack["low-port-without-capability"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s may not listen on port %v: not root, and NET_BIND_SERVICE is dropped", [compose.title(service.service), exposed.port]),
	"at": service.service,
	"related": [
		{"at": exposed, "message": "The image listens on it"},
		{"at": service.posture.user, "message": "Its user is not root"},
		{"at": [service.service, "cap_drop"], "message": "The capability is dropped here"},
	],
} if {
	some service in stack.containers
	service.posture.user.held == "yes"
	capabilities := service.service.effective.capabilities
	capabilities.complete == true
	not "NET_BIND_SERVICE" in capabilities.list
	some exposed in service.stage.exposes
	exposed.port < limit(service.service)
}

limit(service) := 1024 if service.network_mode == "host"

limit(service) := to_number(value) if {
	service.network_mode != "host"
	value := service.sysctls["net.ipv4.ip_unprivileged_port_start"].value
}

limit(service) := to_number(value) if {
	not service.network_mode
	value := service.sysctls["net.ipv4.ip_unprivileged_port_start"].value
}
