# METADATA
# title: Control characters stay in the daemon log
# description: >-
#   With raw-logs the daemon writes what it was given, so a name chosen by an attacker can move the
#   cursor, hide lines or forge them on the terminal of whoever reads the log. Remove the key.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/
# custom:
#   severity: info
#   practice: logging
#   needs: [options.raw-logs.set]
#   fix: safe
#   sets: [strict]
#   same_as: {}
package dockwarden.daemon["raw-logs"]

deny contains {
	"message": "The log of the daemon holds control characters as they came",
	"at": option,
	"fix": {"set": [input, "raw-logs"], "value": false},
} if {
	option := input.options["raw-logs"]
	option.value == true
}
