# METADATA
# title: FROM has no image unless an argument is given
# description: >-
#   The argument has no default, so a plain build ends with an empty or broken reference. If it must be
#   given, that is fine; a default makes the file build by itself, and lets tools see what it stands on.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/
# custom:
#   severity: info
#   practice: hygiene
#   needs: ["args"]
#   fix: none
#   sets: [strict]
#   same_as:
#     buildkit: [InvalidDefaultArgInFrom]
#     tally: [buildkit/InvalidDefaultArgInFrom]
package dockwarden.dockerfile["invalid-default-arg-in-from"]

import data.dockwarden.lib.stages

deny contains {
	"message": sprintf("Without --build-arg %s there is no image %s", [name, stage.base.text]),
	"at": stage.base,
} if {
	some stage in input.stages
	stage.base.kind == "unknown"
	some arg in input.args
	name := arg.name
	not arg["default"]
	name in stage.base.image.variables
	stages.mentions(stage.base.text, name)
}
