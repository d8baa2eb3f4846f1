# METADATA
# title: Stage has a reserved name
# description: >-
#   scratch is the empty image and context the folder of the build. A stage of that name cannot be
#   reached, or hides what everybody expects behind it.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/reserved-stage-name/
# custom:
#   severity: medium
#   practice: hygiene
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     hadolint: [DL3063]
#     buildkit: [ReservedStageName]
#     tally: [buildkit/ReservedStageName]
#   mentions: [scratch, context]
package dockwarden.dockerfile["stage-name-reserved"]

deny contains {
	"message": sprintf("The name %q is reserved", [stage.name]),
	"at": from.words[count(from.words) - 1],
} if {
	some stage in input.stages
	lower(stage.name) in {"scratch", "context"}
	from := input.instructions.FROM[stage.index]
}
