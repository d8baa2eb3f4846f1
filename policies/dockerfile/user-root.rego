# METADATA
# title: Image switches to root
# description: >-
#   Whoever takes over a process that runs as root has every right in the container, and one
#   flaw in the kernel or in a mount away from it on the host. End the final stage with a USER
#   that is not root.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#user
# custom:
#   severity: high
#   practice: users
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.1"]
#     trivy: [DS-0002]
#     hadolint: [DL3002]
#     checkov: [CKV_DOCKER_8]
#     kics: [67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae]
#     tally: [hadolint/DL3002, tally/stateful-root-runtime]
#   needs: [instructions.USER]
package dockwarden.dockerfile["user-root"]

deny contains {
	"message": sprintf("The image runs as %q, which is root", [stage.user.name]),
	"at": stage.user,
} if {
	some stage in input.stages
	stage.final == true
	stage.user.root == "yes"
	set_in_file(stage.user)
}

# set_in_file holds if a USER says so, here or in a parent stage, and not the base image.
set_in_file(user) if user.source == "instruction"

set_in_file(user) if {
	user.source == "stage"
	some instruction in input.instructions.USER
	instruction.sets.name == user.name
}
