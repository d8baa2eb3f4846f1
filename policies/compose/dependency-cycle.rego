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
#   needs: ["references.*.circle"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["dependency-cycle"]

deny contains {
	"message": message(round),
	"at": round[0],
	"related": [{"at": step, "message": sprintf("%q waits for %q here", [step.from, step.name])} |
		some i, step in round
		i > 0
	],
} if {
	some circle in {reference.circle | some reference in input.references}
	round := [reference | some reference in input.references; reference.circle == circle]
}

message(round) := sprintf("Service %q waits for itself", [round[0].from]) if {
	count({step.from | some step in round}) == 1
}

message(round) := sprintf("Services wait for each other: %s", [concat(", ", names)]) if {
	names := sort({step.from | some step in round})
	count(names) > 1
}
