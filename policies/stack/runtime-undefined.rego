# METADATA
# title: Service names a runtime that the engine does not have
# description: >-
#   The engine knows runc, runtimes by the full name of their shim, and those under runtimes in
#   daemon.json. Any other name, perhaps a sandbox that was meant as a wall, makes the container fail
#   to start. Define the runtime, or correct its name.
# related_resources:
#   - ref: https://docs.docker.com/engine/daemon/alternative-runtimes/
#   - ref: https://docs.docker.com/reference/compose-file/services/#runtime
# custom:
#   severity: medium
#   practice: correctness
#   fix: none
#   sets: [recommended, strict]
#   needs: [daemon]
#   mentions: [runtime]
#   same_as: {}
package dockwarden.stack["runtime-undefined"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("The engine has no runtime %q for %s", [runtime, compose.called(service.service)]),
	"at": [service.service, "runtime"],
	"related": [{"at": runtimes, "message": "The engine's runtimes are defined here"}],
} if {
	runtimes := input.daemon.options.runtimes
	some service in stack.containers
	runtime := service.service.runtime
	is_string(runtime)
	not runtime in {"runc", ""}
	not contains(runtime, ".")
	not contains(runtime, "/")
	not runtimes.value[runtime]
}
