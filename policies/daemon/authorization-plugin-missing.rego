# METADATA
# title: Every API client may do everything
# description: >-
#   Whoever reaches the API may use all of it, which is as much as being root. An authorization
#   plugin decides call by call, which matters where several people or machines share a daemon.
# related_resources:
#   - ref: https://docs.docker.com/engine/extend/plugins_authorization/
# custom:
#   severity: info
#   practice: least-privilege
#   fix: none
#   sets: [cis]
#   same_as:
#     cis: ["2.12"]
package dockwarden.daemon["authorization-plugin-missing"]

deny contains {
	"message": "Every API client may do everything, because authorization-plugins is not set",
	"at": option,
} if {
	option := input.options["authorization-plugins"]
	none(option)
}

none(option) if option.set == false

none(option) if count(option.value) == 0
