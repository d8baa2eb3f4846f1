# METADATA
# title: Only the last HEALTHCHECK counts
# description: >-
#   A stage has one HEALTHCHECK: every further one replaces the one before it. The earlier one does
#   nothing, and whoever edits it is surprised. Remove it.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/
# custom:
#   severity: low
#   practice: hygiene
#   fix: safe
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0023]
#     hadolint: [DL3012]
#     buildkit: [MultipleInstructionsDisallowed]
#     tally: [buildkit/MultipleInstructionsDisallowed]
#   needs: [instructions.HEALTHCHECK.1]
package dockwarden.dockerfile["multiple-healthcheck"]

deny contains {
	"message": "This HEALTHCHECK is replaced by a later one",
	"at": earlier,
	"fix": {"delete": earlier},
} if {
	own := [instruction | some instruction in input.instructions.HEALTHCHECK; instruction.onbuild == false]
	some index, earlier in own
	own[index + 1].stage == earlier.stage
}
