# METADATA
# title: Service joins the docker or root group
# description: >-
#   The docker group owns the Docker socket, and the root group owns much of the system: a process
#   that joins one keeps those rights although its user is an ordinary one. Give the service a group
#   of its own, and let that own what the service needs.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#group_add
#   - ref: https://docs.docker.com/engine/install/linux-postinstall/#manage-docker-as-a-non-root-user
# custom:
#   severity: medium
#   practice: users
#   needs: ["containers.*.group_add"]
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["group-docker"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s joins the %s group", [compose.title(container), group]),
	"at": [container, "group_add", i],
	"fix": {
		"delete": [container, "group_add", i],
		"note": "The service loses access to what belongs to this group",
	},
} if {
	some container in input.containers
	some i, member in container.group_add
	group := powerful(member)
}

powerful(member) := "docker" if member == "docker"

powerful(member) := "root" if member in {"root", "0", 0}
