# METADATA
# title: Service makes an image run as root that does not want to
# description: >-
#   The Dockerfile takes care to leave root, and the Compose file undoes that for this service, so
#   the care was for nothing. Remove the key; if the service must write somewhere, give that place to
#   the user of the image.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#user
# custom:
#   severity: high
#   practice: users
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   needs: [dockerfiles]
#   mentions: [user]
#   same_as:
#     cis: ["4.1"]
package dockwarden.stack["user-undone"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s runs as root an image whose user is %q", [compose.title(service.service), service.stage.user.name]),
	"at": [service.service, "user"],
	"related": [{"at": service.stage.user, "message": "The image leaves root here"}],
	"fix": {
		"delete": [service.service, "user"],
		"note": "The service runs as the user of its image, and may miss rights on files",
	},
} if {
	some service in undone
}

adjust contains {
	"rule": "compose/user-root",
	"at": [service.service, "user"],
	"severity": "none",
	"because": "told as stack/user-undone, with the place that it undoes",
	"by": service.stage.user,
} if {
	some service in undone
}

undone contains service if {
	some service in stack.containers
	service.service.effective.user.source == "service"
	service.service.effective.user.root == "yes"
	service.stage.user.root == "no"
	service.stage.user.name
}
