# METADATA
# title: Service undoes the mapping of users
# description: >-
#   The engine maps the root of containers to an ordinary user, which is the last wall in front of
#   the host's root. With userns_mode host this service stands in front of that wall. Remove the key;
#   if the service must reach files of the host, give these to the mapped user.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/userns-remap/#disable-namespace-remapping-for-a-container
# custom:
#   severity: high
#   practice: users
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   needs: [daemon]
#   mentions: [userns_mode]
#   same_as:
#     cis: ["5.31"]
package dockwarden.stack["userns-remap-undone"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s opts out of the user namespace that the engine gives it", [compose.title(service.service)]),
	"at": [service.service, "userns_mode"],
	"related": [{"at": stack.remap, "message": "The engine maps users here"}],
	"fix": {
		"delete": [service.service, "userns_mode"],
		"note": "Files of the service belong to other ids on the host",
	},
} if {
	stack.remap
	some service in stack.containers
	service.service.userns_mode == "host"
}

# Told here with both places, the note of the Compose file alone would say it twice.
adjust contains {
	"rule": "compose/host-userns",
	"at": [service.service, "userns_mode"],
	"severity": "none",
	"because": "told as stack/userns-remap-undone, with the place that it undoes",
	"by": stack.remap,
} if {
	stack.remap
	some service in stack.containers
	service.service.userns_mode == "host"
}

adjust contains {
	"rule": "compose/host-userns",
	"at": [service.service, "userns_mode"],
	"severity": "none",
	"because": "the engine maps no users, so there is nothing to opt out of",
	"by": option,
} if {
	option := input.daemon.options["userns-remap"]
	object.get(option, "value", "") == ""
	some service in stack.containers
	service.service.userns_mode == "host"
}
