# METADATA
# title: Daemon runs in debug mode
# description: >-
#   Debug mode adds profiling to the API and writes every request to the log, at times with what
#   users would not want to see there. It is for hunting faults; switch it off afterwards.
# related_resources:
#   - ref: https://docs.docker.com/engine/daemon/logs/#enable-debugging
# custom:
#   severity: low
#   practice: hygiene
#   fix: safe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.3"]
package dockwarden.daemon["debug-enabled"]

deny contains {
	"message": "The daemon runs in debug mode",
	"at": input.options.debug,
	"fix": {"delete": [input, "options", "debug"]},
} if {
	input.options.debug.value == true
}
