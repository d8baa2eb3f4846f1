# METADATA
# title: A group of ordinary users owns the socket
# description: >-
#   Whoever may write to the socket of the daemon is root on the host. The group that is named here
#   holds more than the people who run Docker. Use a group of its own, such as docker, and keep it
#   small.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
# custom:
#   severity: high
#   practice: users
#   needs: [options.group.set]
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["socket-group-broad"]

broad := {"everyone", "nobody", "nogroup", "staff", "user", "users", "www-data"}

deny contains {
	"message": sprintf("All of the group %s are root through the socket", [option.value]),
	"at": option,
	"fix": {
		"set": [input, "group"],
		"value": "docker",
		"note": "Who is not in the group docker can no longer use Docker without sudo",
	},
} if {
	option := input.options.group
	option.set == true
	lower(option.value) in broad
}
