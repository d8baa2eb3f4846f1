# METADATA
# title: Build step runs without a sandbox
# description: >-
#   With --security=insecure a build step has nearly all rights on the machine that builds, as a
#   privileged container has. Find out which right the step needs, or do this work outside the
#   build.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#run---security
# custom:
#   severity: high
#   practice: least-privilege
#   needs: ["instructions.RUN.*.flags.security.value=insecure"]
#   fix: none
#   sets: [recommended, strict]
package dockwarden.dockerfile["run-insecure"]

deny contains {
	"message": "The build step runs without a sandbox",
	"at": instruction.flags.security,
} if {
	some instruction in input.instructions.RUN
	instruction.flags.security.value == "insecure"
}
