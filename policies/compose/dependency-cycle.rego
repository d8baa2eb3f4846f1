# METADATA
# title: Services wait for each other
# description: >-
#   Compose refuses a project in which a service depends on itself, directly or through others: none
#   of them could start first. Besides depends_on, links, volumes_from and namespaces shared with
#   another service count. Take one of the dependencies out; services on one network reach each other
#   by name without any.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#depends_on
# custom:
#   severity: medium
#   practice: correctness
#   needs:
#     - "services.*.depends_on"
#     - "services.*.links"
#     - "services.*.volumes_from"
#     - "services.*.network_mode"
#     - "services.*.ipc"
#     - "services.*.pid"
#     - "services.*.uts"
#     - "services.*.cgroup"
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["dependency-cycle"]

import data.dockwarden.lib.compose_project as project

# Rounds among more services than this are not looked for: the work grows with their cube.
limit := 60

deny contains {
	"message": message(round),
	"at": round[0].at,
	"related": [{"at": step.at, "message": sprintf("%q waits for %q here", [step.from, step.name])} |
		some i, step in round
		i > 0
	],
} if {
	ways := {name: {use.name | some use in project.references(service)} | some name, service in input.services}
	rest := trimmed(ways)
	count(rest) > 0
	count(rest) <= limit
	reached := closed(rest)
	some from, _ in rest
	from in reached[from]
	members := [name | some name, _ in reached; name in reached[from]; from in reached[name]]
	from == min(members)
	round := [object.union(use, {"from": name}) |
		some name in members
		some use in project.references(input.services[name])
		use.name in members
	]
}

# trimmed leaves out, again and again, who waits for nobody; few projects have longer chains than this.
trimmed(ways) := cut(cut(cut(cut(cut(cut(cut(cut(ways))))))))

cut(ways) := {from: left |
	some from, others in ways
	left := {other | some other in others; ways[other]}
	count(left) > 0
}

# closed adds the ways of those that are reached, which doubles the length of the ways that are seen:
# six times are enough for as many services as the limit lets through.
closed(ways) := joined(joined(joined(joined(joined(joined(ways))))))

joined(ways) := {from: union({others, further}) |
	some from, others in ways
	further := {last | some other in others; some last in ways[other]}
}

message(round) := sprintf("Service %q waits for itself", [round[0].from]) if count(round) == 1

message(round) := sprintf("Services wait for each other: %s", [concat(", ", names)]) if {
	count(round) > 1
	names := sort({step.from | some step in round})
}
