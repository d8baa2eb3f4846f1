# METADATA
# title: Builds may use the network of the host
# description: >-
#   With network-host allowed, steps of a build reach what listens on the loopback address of the
#   host, such as databases and agents that expect no strangers. Allow it only on builders whose
#   host has nothing else to offer.
# related_resources:
#   - ref: https://docs.docker.com/build/buildkit/configure/
#   - ref: https://docs.docker.com/reference/dockerfile/#run---network
# custom:
#   severity: low
#   practice: network
#   fix: unsafe
#   sets: [strict]
#   same_as: {}
package dockwarden.daemon["builder-network-host"]

deny contains {
	"message": "Builds may use the network of the host",
	"at": [input.options.builder, "value", "entitlements", "network-host"],
	"fix": {
		"set": [input.options.builder, "value", "entitlements", "network-host"],
		"value": false,
		"note": "Builds that ask for the network of the host will fail",
	},
} if {
	input.options.builder.value.entitlements["network-host"] == true
}
