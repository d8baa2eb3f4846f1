# METADATA
# title: Service can take over the host
# description: >-
#   Three layers would each have stopped this, and none does: the service holds the socket of the
#   Docker engine, its process runs as root, so the socket obeys it, and no user namespace makes that
#   root another user. One flaw in the service gives the host away. Take the socket away first; else
#   let the service run as a user without rights on it.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
#   - ref: https://docs.docker.com/engine/security/userns-remap/
# custom:
#   severity: critical
#   practice: least-privilege
#   fix: none
#   sets: [recommended, strict]
#   mentions: [sock, /run]
#   same_as: {}
package dockwarden.stack["host-takeover-path"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s can take over the host: Docker socket, root, and no user namespace", [compose.title(service.service)]),
	"at": service.service,
	"related": [
		{"at": [mount, "source"], "message": "It holds the socket of the engine"},
		{"at": service.posture.user, "message": "Its process runs as root"},
		{"at": service.posture.user_namespace, "message": namespace(service)},
	],
} if {
	some service in stack.containers
	service.posture.user.held == "no"
	service.posture.user_namespace.held == "no"
	some mount in service.service.volumes
	mount.sensitive == "docker-socket"
}

namespace(service) := "Nothing maps root to another user" if service.posture.user_namespace.by != "compose"

namespace(service) := "It opts out of user namespaces" if service.posture.user_namespace.by == "compose"
