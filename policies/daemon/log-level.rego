# METADATA
# title: Daemon logs too much or too little
# description: >-
#   Above info the daemon leaves out the events that an investigation needs; at debug it writes so
#   much that they are hard to find, and details that are not meant for logs. Keep info.
# related_resources:
#   - ref: https://docs.docker.com/engine/daemon/logs/
# custom:
#   severity: low
#   practice: logging
#   fix: safe
#   sets: [strict, cis]
#   same_as:
#     cis: ["2.3"]
package dockwarden.daemon["log-level"]

deny contains {
	"message": sprintf("The daemon logs at level %s instead of info", [option.value]),
	"at": option,
	"fix": {"set": [input, "log-level"], "value": "info"},
} if {
	option := input.options["log-level"]
	option.set == true
	option.value in {"debug", "warn", "error", "fatal", "panic", "trace"}
}
