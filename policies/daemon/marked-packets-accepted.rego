# METADATA
# title: Marked packets pass the filters of networks
# description: >-
#   Packets with the mark of bridge-accept-fwmark reach ports of containers that are not published.
#   Whatever sets the mark decides then, in rules that this file does not show. Keep those rules
#   narrow, or publish the ports.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/
# custom:
#   severity: info
#   practice: network
#   needs: [options.bridge-accept-fwmark.set]
#   fix: none
#   sets: [strict]
#   same_as: {}
package dockwarden.daemon["marked-packets-accepted"]

deny contains {
	"message": sprintf("Packets marked %s pass the filters of bridge networks", [option.value]),
	"at": option,
} if {
	option := input.options["bridge-accept-fwmark"]
	option.set == true
	option.value != ""
}
