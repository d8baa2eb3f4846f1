# METADATA
# title: Containers stop when the daemon does
# description: >-
#   Without live-restore every update of Docker stops all containers, which makes security updates
#   wait. With it containers run on while the daemon restarts. It cannot be used on nodes of a
#   swarm.
# related_resources:
#   - ref: https://docs.docker.com/engine/daemon/live-restore/
# custom:
#   severity: low
#   practice: hygiene
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.15"]
package dockwarden.daemon["live-restore-disabled"]

deny contains {
	"message": "Containers stop when the daemon does, because live-restore is not on",
	"at": input.options["live-restore"],
	"fix": {
		"set": [input, "live-restore"],
		"value": true,
		"note": "The daemon no longer works as a node of a swarm",
	},
} if {
	input.options["live-restore"].value == false
}
