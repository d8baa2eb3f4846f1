# METADATA
# title: Containers on the default bridge reach each other
# description: >-
#   By default every container on the default bridge may connect to every other, whatever project it
#   belongs to, so one hijacked container reaches them all. Set icc to false; containers that belong
#   together meet on a network of their own, which this does not touch.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/drivers/bridge/#configure-the-default-bridge-network
#   - ref: https://docs.docker.com/reference/cli/dockerd/
# custom:
#   severity: low
#   practice: network
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.2"]
package dockwarden.daemon["icc-enabled"]

import data.dockwarden.lib.daemon

deny contains {
	"message": "Containers on the default bridge reach each other, because icc is on",
	"at": input.options.icc,
	"fix": {
		"set": [input, "icc"],
		"value": false,
		"note": "Containers on the default bridge can no longer talk to each other",
	},
} if {
	input.options.icc.value == true
	daemon.default_bridge_exists
}
