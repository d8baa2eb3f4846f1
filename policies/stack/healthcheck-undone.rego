# METADATA
# title: Service switches off the health check of its image
# description: >-
#   The image says how its health is checked, and this service discards that, so a process that hangs
#   counts as running and nothing restarts or replaces it. Remove the key, or give a check that fits.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#healthcheck
# custom:
#   severity: low
#   practice: hygiene
#   fix: unsafe
#   sets: [strict, cis]
#   needs: [dockerfiles]
#   mentions: [healthcheck]
#   same_as:
#     cis: ["5.27"]
package dockwarden.stack["healthcheck-undone"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s switches off the health check of its image", [compose.title(service.service)]),
	"at": service.posture.healthcheck,
	"related": [{"at": service.posture.image_healthcheck, "message": "The image checks its health here"}],
	"fix": {
		"delete": [service.service, "healthcheck"],
		"note": "The check of the image runs again",
	},
} if {
	some service in undone
}

adjust contains {
	"rule": "compose/healthcheck-disabled",
	"at": service.service.healthcheck,
	"severity": "none",
	"because": "told as stack/healthcheck-undone, with the check that it undoes",
	"by": service.posture.image_healthcheck,
} if {
	some service in undone
}

# Who switches off what is not there changes nothing.
adjust contains {
	"rule": "compose/healthcheck-disabled",
	"at": service.service.healthcheck,
	"severity": "info",
	"because": "the image has no check that could run",
	"by": service.posture.image_healthcheck,
} if {
	some service in stack.containers
	service.service.effective.healthcheck == "disabled"
	service.posture.image_healthcheck.held == "no"
}

undone := [service |
	some service in stack.containers
	service.service.effective.healthcheck == "disabled"
	service.posture.image_healthcheck.held == "yes"
]
