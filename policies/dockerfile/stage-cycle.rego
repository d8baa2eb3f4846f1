# METADATA
# title: Stages depend on each other in a circle
# description: >-
#   Stages that copy from each other, directly or through others, can never be built: the builder
#   refuses the file. Move what both need into a stage of its own.
# related_resources:
#   - ref: https://docs.docker.com/build/building/multi-stage/
# custom:
#   severity: medium
#   practice: hygiene
#   fix: none
#   needs: ["instructions.COPY.*.from.later", "instructions.ADD.*.from.later", "instructions.RUN.*.mounts.*.from.later"]
#   sets: [recommended, strict]
#   same_as:
#     tally: [tally/circular-stage-deps]
package dockwarden.dockerfile["stage-cycle"]

deny contains {
	"message": sprintf("The stage needs stage %s, which needs this one", [label(target)]),
	"at": from,
} if {
	some edge in edges
	edge.to > edge.stage
	from := edge.at
	target := input.stages[edge.to]
	[edge.to, edge.stage] in reach(reach(reach(reach(reach(steps)))))
}

label(stage) := stage.name if stage.name

label(stage) := sprintf("%d", [stage.index]) if not stage.name

# Only a reference to a later stage can close a circle; without one nothing is followed.
forward if {
	some edge in edges
	edge.to > edge.stage
}

steps contains [edge.stage, edge.to] if {
	forward
	some edge in edges
}

steps contains [stage.index, stage.base.stage] if {
	forward
	some stage in input.stages
	stage.base.kind == "stage"
}

# reach doubles the length of the ways that are known, so five times follow 32 stages.
reach(ways) := ways | {[from, to] |
	some [from, end] in ways
	some [start, to] in ways
	start == end
}

edges contains {"stage": instruction.stage, "to": index, "at": instruction.from} if {
	some keyword in {"ADD", "COPY"}
	some instruction in input.instructions[keyword]
	instruction.onbuild == false
	index := instruction.from.stage
}

edges contains {"stage": instruction.stage, "to": index, "at": mount.from} if {
	some instruction in input.instructions.RUN
	instruction.onbuild == false
	some mount in instruction.mounts
	index := mount.from.stage
}
