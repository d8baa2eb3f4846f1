# METADATA
# title: Health check is switched off
# description: >-
#   The service discards the check that its image may bring, so a process that hangs counts as
#   running and nothing restarts or replaces it. Remove the key, or give a check that fits.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#healthcheck
# custom:
#   severity: low
#   practice: hygiene
#   needs: ["containers.*.effective.healthcheck=disabled"]
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.27"]
#     kics: [698ed579-b239-4f8f-a388-baa4bcb13ef8]
package dockwarden.compose["healthcheck-disabled"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s switches its health check off", [compose.title(container)]),
	"at": place(container.healthcheck),
	"fix": {
		"delete": [container, "healthcheck"],
		"note": "The check of the image, if it has one, runs again",
	},
} if {
	some container in input.containers
	container.effective.healthcheck == "disabled"
}

place(check) := [check, "disable"] if check.disable == true

place(check) := [check, "test"] if not check.disable == true
