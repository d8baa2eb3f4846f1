# METADATA
# title: User namespaces are not used
# description: >-
#   Without userns-remap the root of a container is the root of the host, held back only by the
#   walls of the container; one mistake in those walls gives the host away. With "default" Docker
#   maps it to an ordinary user. Images and volumes are kept per mapping, so plan the change. It weighs
#   little where services do not start as root, which rules for images and services see to.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/userns-remap/
# custom:
#   severity: low
#   practice: users
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.9"]
package dockwarden.daemon["userns-remap-missing"]

deny contains {
	"message": "Root in containers is root on the host, because userns-remap is not set",
	"at": option,
	"fix": {
		"set": [input, "userns-remap"],
		"value": "default",
		"note": "Existing images, containers and volumes are hidden; files mounted from the host need new owners",
	},
} if {
	option := input.options["userns-remap"]
	off(option)
}

off(option) if option.value == ""

off(option) if {
	option.set == false
	not option.value
}
