# METADATA
# title: Experimental features are on
# description: >-
#   Experimental features are neither finished nor supported, and reviewed less than the rest. Switch
#   them off where others rely on the host.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/
# custom:
#   severity: low
#   practice: hygiene
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["2.18"]
package dockwarden.daemon["experimental-enabled"]

deny contains {
	"message": "Experimental features of the daemon are on",
	"at": input.options.experimental,
	"fix": {"delete": [input, "options", "experimental"], "note": "Features that are still experimental stop working"},
} if {
	input.options.experimental.value == true
}
