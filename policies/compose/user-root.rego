# METADATA
# title: Service asks for root
# description: >-
#   The service sets its user to root, also where its image would have started as somebody else.
#   Without user namespaces that is the root of the host, held back only by the walls of the
#   container. Name a user that the image has, or an id such as 65532:65532.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#user
#   - ref: https://docs.docker.com/engine/security/userns-remap/
# custom:
#   severity: medium
#   practice: users
#   needs: ["containers.*.effective.user.root=yes"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.1"]
#     compose-lint: [CL-0018]
package dockwarden.compose["user-root"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s asks for root", [compose.title(container)]),
	"at": [container, "user"],
} if {
	some container in input.containers
	container.effective.user.root == "yes"
	container.effective.user.source == "service"
}
