# METADATA
# title: A proxy process runs for every published port
# description: >-
#   For each published port Docker starts a process of its own as root, through which containers see
#   connections without their true source. Kernels of today forward such connections themselves, so
#   set userland-proxy to false and have less that can be attacked. It is little that is won, and
#   addresses of IPv6 and of the loopback behave differently without it, so try it first.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/port-publishing/
#   - ref: https://docs.docker.com/reference/cli/dockerd/
# custom:
#   severity: low
#   practice: network
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["2.16"]
package dockwarden.daemon["userland-proxy-enabled"]

deny contains {
	"message": "Published ports go through a proxy process, because userland-proxy is on",
	"at": input.options["userland-proxy"],
	"fix": {
		"set": [input, "userland-proxy"],
		"value": false,
		"note": "Connections over the IPv6 loopback address to published ports may stop working",
	},
} if {
	input.options["userland-proxy"].value == true
}
