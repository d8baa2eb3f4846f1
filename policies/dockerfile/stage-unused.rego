# METADATA
# title: Stage has no name and nobody needs it
# description: >-
#   The builder leaves the stage out: its commands never run, and what they should test or build is
#   missing without a word. Copy from it, name it so that it can be built as a target, or remove it.
#   Stages with a name are left alone, since a build may ask for them.
# related_resources:
#   - ref: https://docs.docker.com/build/building/multi-stage/
# custom:
#   severity: info
#   practice: hygiene
#   needs: ["stages.*.used=false"]
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/no-unreachable-stages]
package dockwarden.dockerfile["stage-unused"]

deny contains {
	"message": "Nothing in the file needs this stage, and it has no name to build it by",
	"at": stage,
} if {
	some stage in input.stages
	stage.used == false
	not stage.name
	not later(stage)
}

# A number may be that of this stage even where the reader takes it for an image.
later(stage) if {
	some use in input.images
	use.via in {"COPY", "MOUNT"}
	use.image.text == sprintf("%d", [stage.index])
}
