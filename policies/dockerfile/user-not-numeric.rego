# METADATA
# title: User is named, not numbered
# description: >-
#   An orchestrator does not read the accounts inside the image: Kubernetes with runAsNonRoot refuses a
#   name, since it cannot know that it is not root. A number says it.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: info
#   practice: users
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3066]
#   needs: [instructions.USER]
package dockwarden.dockerfile["user-not-numeric"]

deny contains {
	"message": sprintf("Nobody outside the image can tell that %q is not root", [stage.user.name]),
	"at": stage.user,
} if {
	some stage in input.stages
	stage.final == true
	stage.user.source == "instruction"
	stage.user.known == true
	stage.user.root == "no"
	not regex.match("^([0-9]+|Container(Administrator|User))$", stage.user.name)
}
