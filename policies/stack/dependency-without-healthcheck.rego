# METADATA
# title: Service waits for a health that neither Compose nor the image checks
# description: >-
#   A dependency is healthy only once a check has said so. Compose gives this one no check, and neither
#   does its image, so whatever waits for its health fails to start. Give the service a check, in
#   Compose or with HEALTHCHECK, or wait for service_started.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#depends_on
#   - ref: https://docs.docker.com/reference/dockerfile/#healthcheck
# custom:
#   severity: medium
#   practice: correctness
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
#   mentions: ["service_healthy"]
package dockwarden.stack["dependency-without-healthcheck"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s waits until %q is healthy, which nothing checks", [compose.title(service.service), name]),
	"at": [dependency, "condition"],
	"related": [{"at": needed.posture.healthcheck, "message": "Neither Compose nor the image has a check"}],
} if {
	some service in stack.containers
	some name, dependency in service.service.depends_on
	dependency.condition == "service_healthy"
	not dependency.required == false
	needed := input.services[name]
	needed.posture.healthcheck.held == "no"
	needed.posture.healthcheck.by != "compose"
}
