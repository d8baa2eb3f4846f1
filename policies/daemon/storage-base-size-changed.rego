# METADATA
# title: Base size of devicemapper is changed
# description: >-
#   A larger base device lets every container write more before anything stops it. The driver itself
#   was removed from Docker. Remove the option, and move to overlay2.
# related_resources:
#   - ref: https://docs.docker.com/engine/deprecated/
# custom:
#   severity: low
#   practice: limits
#   fix: none
#   sets: [cis]
#   same_as:
#     cis: ["2.11"]
package dockwarden.daemon["storage-base-size-changed"]

deny contains {
	"message": "The base size of containers is changed",
	"at": [option, "value", i],
} if {
	option := input.options["storage-opts"]
	some i, text in option.value
	startswith(text, "dm.basesize=")
}
