# METADATA
# title: Service undoes the rotation of logs
# description: >-
#   The engine bounds what containers log, and this service chooses settings for which that does not
#   hold, so its logs grow until the disk is full. Set max-size for it, or leave logging to the
#   engine.
# related_resources:
#   - ref: https://docs.docker.com/engine/logging/drivers/json-file/
#   - ref: https://docs.docker.com/engine/logging/configure/
# custom:
#   severity: medium
#   practice: logging
#   fix: none
#   sets: [recommended, strict]
#   needs: [daemon]
#   mentions: [logging]
#   same_as: {}
package dockwarden.stack["log-rotation-undone"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("Logs of %s grow without end, though the engine bounds those of others", [compose.called(service.service)]),
	"at": [service.service, "logging"],
	"related": [{"at": bound, "message": "The engine bounds logs here"}],
} if {
	some service in stack.containers
	service.service.logging
	service.posture.log_rotation.held == "no"
	some bound in bounds
}

bounds contains option if {
	option := input.daemon.options["log-driver"]
	not option.value in {"json-file", "none"}
	option.set == true
}

bounds contains option if {
	input.daemon.options["log-driver"].value == "json-file"
	option := input.daemon.options["log-opts"]
	option.value["max-size"] != "-1"
}
