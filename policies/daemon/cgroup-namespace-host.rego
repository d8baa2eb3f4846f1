# METADATA
# title: Containers share the host's control group namespace
# description: >-
#   With the mode host every container sees the whole tree of control groups: which containers and
#   units run on the host, and what they use. Remove the key; private is the default on hosts with
#   version 2 of control groups.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/
# custom:
#   severity: low
#   practice: least-privilege
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["cgroup-namespace-host"]

deny contains {
	"message": "All containers share the control group namespace of the host",
	"at": option,
	"fix": {
		"set": [input, "default-cgroupns-mode"],
		"value": "private",
		"note": "Tools that read the control groups of other containers see only their own",
	},
} if {
	option := input.options["default-cgroupns-mode"]
	option.set == true
	option.value == "host"
}
