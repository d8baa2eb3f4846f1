# METADATA
# title: Stage downloads with both curl and wget
# description: >-
#   Either of the two can do it all, and the other is one more program in the image that must be
#   patched. Decide on one for each stage.
# related_resources:
#   - ref: https://github.com/hadolint/hadolint/wiki/DL4001
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   mentions: [wget]
#   sets: [strict]
#   same_as:
#     trivy: [DS-0014]
#     hadolint: [DL4001]
#     kics: [fc775e75-fcfb-4c98-b2f2-910c5858b359]
#     tally: [hadolint/DL4001]
package dockwarden.dockerfile["two-downloaders"]

# One finding for each stage, at the first command of the program that comes later.
deny contains {
	"message": sprintf("The stage has downloaded with %s before", [other(first.name)]),
	"at": first,
	"related": [{"at": before[0], "message": sprintf("%s is used here", [other(first.name)])}],
} if {
	some stage in input.stages
	curls := uses("curl", stage)
	wgets := uses("wget", stage)
	count(curls) > 0
	count(wgets) > 0
	first := later(curls, wgets)
	before := earlier(curls, wgets)
}

uses(name, stage) := [command |
	some command in input.commands[name]
	command.keyword == "RUN"
	command.stage == stage.index
	not command.opaque
]

later(curls, wgets) := wgets[0] if curls[0].instruction <= wgets[0].instruction

later(curls, wgets) := curls[0] if curls[0].instruction > wgets[0].instruction

earlier(curls, wgets) := curls if curls[0].instruction <= wgets[0].instruction

earlier(curls, wgets) := wgets if curls[0].instruction > wgets[0].instruction

other("curl") := "wget"

other("wget") := "curl"
