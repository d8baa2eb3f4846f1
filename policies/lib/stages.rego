# Which stages of a Dockerfile end up in the image.
package dockwarden.lib.stages

# shipped are the final stage and the stages below it: their layers are in the image, those of
# other stages are not. Policies cannot recurse, so five stages below the final one are followed.
shipped := {stage.index |
	some stage in [
		final, below(final), below(below(final)), below(below(below(final))),
		below(below(below(below(final)))), below(below(below(below(below(final))))),
	]
	stage.index >= 0
}

final := stage if {
	some stage in input.stages
	stage.final == true
}

default below(_) := {"index": -1, "base": {"kind": "scratch"}}

below(stage) := input.stages[stage.base.stage] if stage.base.kind == "stage"
