# METADATA
# title: Containers get no default limits
# description: >-
#   default-ulimits bounds what one process of any container may take, such as open files and
#   processes, where the container itself does not say. Without it the limits of the daemon hold,
#   which are as good as none. Choose values from what your services use.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/#default-ulimit-settings
# custom:
#   severity: low
#   practice: limits
#   fix: none
#   sets: [strict, cis]
#   same_as:
#     cis: ["2.8"]
package dockwarden.daemon["default-ulimits-missing"]

deny contains {
	"message": "Containers get no default limits, because default-ulimits is not set",
	"at": option,
} if {
	option := input.options["default-ulimits"]
	none(option)
}

none(option) if option.set == false

none(option) if count(option.value) == 0
