# METADATA
# title: The stage that a service runs never leaves root
# description: >-
#   The last stage of the Dockerfile is not the one that this service runs: its target is another,
#   and that one runs as root. Add USER to that stage, or let the service run the last one.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/build/#target
#   - ref: https://docs.docker.com/reference/dockerfile/#user
# custom:
#   severity: high
#   practice: users
#   fix: none
#   sets: [recommended, strict, cis]
#   needs: [dockerfiles]
#   mentions: [target]
#   same_as:
#     cis: ["4.1"]
package dockwarden.stack["target-runs-as-root"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s runs the stage %q, which never leaves root", [compose.title(service.service), service.build.target]),
	"at": [service.service.build, "target"],
	"severity": severity(service.posture.user_namespace.held),
	"related": [{"at": service.stage.user, "message": "The user of the stage comes from here"}],
} if {
	some service in stack.containers
	service.stage.final == false
	service.build.target
	service.posture.user.held == "no"
	service.posture.user.by != "compose"
}

# Root that the engine maps to another user still rules its own container.
severity("yes") := "low"

severity("no") := "high"

severity("unknown") := "high"
