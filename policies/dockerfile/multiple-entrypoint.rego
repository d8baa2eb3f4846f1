# METADATA
# title: Only the last ENTRYPOINT counts
# description: >-
#   A stage has one ENTRYPOINT: every further one replaces the one before it. The earlier one does
#   nothing, and whoever edits it is surprised. Remove it.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/
# custom:
#   severity: low
#   practice: hygiene
#   fix: safe
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0007]
#     hadolint: [DL4004]
#     kics: [6938958b-3f1a-451c-909b-baeee14bdc97]
#     buildkit: [MultipleInstructionsDisallowed]
#     tally: [buildkit/MultipleInstructionsDisallowed]
#   needs: [instructions.ENTRYPOINT.1]
package dockwarden.dockerfile["multiple-entrypoint"]

deny contains {
	"message": "This ENTRYPOINT is replaced by a later one",
	"at": earlier,
	"fix": {"delete": earlier},
} if {
	own := [instruction | some instruction in input.instructions.ENTRYPOINT; instruction.onbuild == false]
	some index, earlier in own
	own[index + 1].stage == earlier.stage
}
