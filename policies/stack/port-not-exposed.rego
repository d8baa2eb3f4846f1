# METADATA
# title: Published port is not among those that the image exposes
# description: >-
#   The Dockerfile says which ports the application listens on, and this one is not among them. Either
#   the port is wrong, and nothing answers, or it opens something that was not meant to be reached.
#   An image passes on what it exposes, so only those are judged that stand on one that exposes nothing.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#expose
#   - ref: https://docs.docker.com/engine/network/port-publishing/
# custom:
#   severity: low
#   practice: network
#   fix: none
#   sets: [strict, cis]
#   needs: [dockerfiles]
#   mentions: [ports]
#   same_as:
#     cis: ["5.9"]
package dockwarden.stack["port-not-exposed"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s publishes port %v, which its image does not expose", [compose.title(service.service), port.target]),
	"at": port,
	"related": [{"at": exposed, "message": "The image exposes this"} | some exposed in service.stage.exposes],
} if {
	some service in stack.containers
	count(service.stage.exposes) > 0
	every exposed in service.stage.exposes { exposed.port }
	some layer in service.layers
	exposes_nothing(layer.base)
	some port in service.service.ports
	is_number(port.target)
	not is_exposed(service.stage, port)
	not is_exposed(service.service, port)
}

exposes_nothing(base) if base.kind == "scratch"

exposes_nothing(base) if {
	base.image.registry == "docker.io"
	trim_prefix(base.image.repository, "library/") in plain
}

# Systems and languages.
plain := {
	"alpine", "amazonlinux", "busybox", "debian", "eclipse-temurin", "fedora", "gcc", "golang", "node",
	"openjdk", "python", "rockylinux", "ruby", "rust", "ubuntu",
}

is_exposed(stage, port) if {
	some exposed in stage.exposes
	port.target >= exposed.port
	port.target <= object.get(exposed, "end", exposed.port)
}

is_exposed(service, port) if {
	some exposed in service.expose
	split(exposed, "/")[0] == format_int(port.target, 10)
}
