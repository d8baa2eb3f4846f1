# METADATA
# title: Service opts out of user namespaces
# description: >-
#   Where the daemon maps the root of containers to an ordinary user, userns_mode host undoes that
#   for this service: its root is the root of the host again. Where the daemon does not map users
#   the key changes nothing, so this is a note. Remove the key if the service runs without it.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#userns_mode
#   - ref: https://docs.docker.com/engine/security/userns-remap/#disable-namespace-remapping-for-a-container
# custom:
#   severity: info
#   practice: users
#   needs: ["containers.*.userns_mode=host"]
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.31"]
#     kics: [8af7162d-6c98-482f-868e-0d33fb675ca8]
package dockwarden.compose["host-userns"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s opts out of user namespaces", [compose.title(container)]),
	"at": [container, "userns_mode"],
	"fix": {
		"delete": [container, "userns_mode"],
		"note": "Where the daemon maps users, files of the service belong to other ids on the host",
	},
} if {
	some container in input.containers
	container.userns_mode == "host"
}
