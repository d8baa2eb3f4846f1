# METADATA
# title: Service runs a stage for debugging
# description: >-
#   The stage that the service builds is named for development, tests or debugging, and the
#   Dockerfile has a later one to ship. Such stages carry compilers, shells and open debuggers that
#   an attacker is glad to find. Fine on a developer's machine; elsewhere build the last stage.
# related_resources:
#   - ref: https://docs.docker.com/build/building/multi-stage/
# custom:
#   severity: low
#   practice: minimal-images
#   fix: none
#   sets: [strict]
#   needs: [dockerfiles]
#   mentions: [target]
#   same_as: {}
package dockwarden.stack["target-is-debug-stage"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s runs the stage %q, which is not made to be shipped", [compose.title(service.service), service.build.target]),
	"at": [service.service.build, "target"],
	"related": [{"at": last, "message": "The stage to ship is this one"}],
} if {
	some service in stack.containers
	service.stage.final == false
	regex.match(`(?i)^(dev|develop|development|debug|debugger|test|tests|testing)([-_.].*)?$`, service.build.target)
	some last in service.build.file.stages
	last.final == true
}
