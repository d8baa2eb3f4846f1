# METADATA
# title: Key is unknown to the daemon
# description: >-
#   dockerd refuses to start with a key that it does not know, and a protection with a mistyped name
#   is no protection. Correct the name or remove the key.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file
# custom:
#   severity: medium
#   practice: hygiene
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["unknown-key"]

deny contains {
	"message": sprintf("Key %q is unknown; did you mean %q?", [entry.key, suggestion]),
	"at": entry,
} if {
	some entry in input.unknown
	suggestion := entry.suggestion
}

deny contains {
	"message": sprintf("Key %q is unknown", [entry.key]),
	"at": entry,
} if {
	some entry in input.unknown
	not entry.suggestion
}
