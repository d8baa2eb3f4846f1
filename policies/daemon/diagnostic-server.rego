# METADATA
# title: Diagnostic server of the network is on
# description: >-
#   The server on network-diagnostic-port answers every process of the host without asking who it is:
#   it shows the state of overlay networks and lets entries be changed. It is meant for the time of a
#   search for faults. Remove the key afterwards.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/
# custom:
#   severity: low
#   practice: network
#   needs: [options.network-diagnostic-port.set]
#   fix: unsafe
#   sets: [strict]
#   same_as: {}
package dockwarden.daemon["diagnostic-server"]

deny contains {
	"message": sprintf("The diagnostic server listens on port %v", [option.value]),
	"at": option,
	"fix": {"delete": [input, "options", "network-diagnostic-port"], "note": "The server for the search of faults is gone"},
} if {
	option := input.options["network-diagnostic-port"]
	option.value > 0
}
