# METADATA
# title: Host forwards packets for others
# description: >-
#   The daemon switches packet forwarding on and, for safety, drops what no rule lets through. With
#   ip-forward-no-drop the host is a router between all its networks, and machines beside it can reach
#   containers by their addresses. Remove the key, and allow what must be forwarded.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/#docker-on-a-router
# custom:
#   severity: low
#   practice: network
#   needs: [options.ip-forward-no-drop.set]
#   fix: unsafe
#   sets: [strict]
#   same_as: {}
package dockwarden.daemon["forwarding-open"]

deny contains {
	"message": "The host forwards packets that no rule lets through",
	"at": option,
	"fix": {
		"set": [input, "ip-forward-no-drop"],
		"value": false,
		"note": "A host that is a router on purpose needs rules for what it forwards",
	},
} if {
	option := input.options["ip-forward-no-drop"]
	option.value == true
}
