# METADATA
# title: External resource is given settings
# description: >-
#   External says that something else makes the network, volume, secret or config. Compose refuses
#   other keys of an external volume, and does not apply them elsewhere: a network that is said to be
#   internal or encrypted here need not be. Remove them, or external.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/volumes/#external
#   - ref: https://docs.docker.com/reference/compose-file/networks/#external
# custom:
#   severity: low
#   practice: correctness
#   needs: ["configs.*.external", "networks.*.external", "secrets.*.external", "volumes.*.external"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["external-with-settings"]

deny contains {
	"message": sprintf("%s %q is external, so %s has no effect", [kind.says, name, concat(", ", keys)]),
	"at": [entry, keys[0]],
	"related": [{"at": [entry, "external"], "message": "It is made elsewhere"}],
	"severity": kind.severity,
} if {
	some table, kind in kinds
	some name, entry in input[table]
	entry.external == true
	keys := [key | some key, value in entry; not key in {"@", "extra", "external", "name"}; not empty(value)]
	count(keys) > 0
}

kinds := {
	"configs": {"says": "Config", "severity": "low"},
	"networks": {"says": "Network", "severity": "low"},
	"secrets": {"says": "Secret", "severity": "low"},
	"volumes": {"says": "Volume", "severity": "medium"},
}

empty(value) if value in {{}, []}
