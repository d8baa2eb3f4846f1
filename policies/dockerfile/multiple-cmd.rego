# METADATA
# title: Only the last CMD counts
# description: >-
#   A stage has one CMD: every further one replaces the one before it. The earlier one does nothing, and
#   whoever edits it is surprised. Remove it.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/
# custom:
#   severity: low
#   practice: hygiene
#   fix: safe
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0016]
#     hadolint: [DL4003]
#     kics: [41c195f4-fc31-4a5c-8a1b-90605538d49f]
#     buildkit: [MultipleInstructionsDisallowed]
#     tally: [buildkit/MultipleInstructionsDisallowed]
#   needs: [instructions.CMD.1]
package dockwarden.dockerfile["multiple-cmd"]

deny contains {
	"message": "This CMD is replaced by a later one",
	"at": earlier,
	"fix": {"delete": earlier},
} if {
	own := [instruction | some instruction in input.instructions.CMD; instruction.onbuild == false]
	some index, earlier in own
	own[index + 1].stage == earlier.stage
}
