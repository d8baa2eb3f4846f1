# METADATA
# title: Key is deprecated
# description: >-
#   The key is deprecated or was removed: newer versions of dockerd ignore it or refuse to start, and
#   what it used to switch on is off. Follow the release notes to what takes its place.
# related_resources:
#   - ref: https://docs.docker.com/engine/deprecated/
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["deprecated-key"]

deny contains {
	"message": sprintf("Key %q is deprecated: %s", [entry.key, entry.reason]),
	"at": entry,
} if {
	some entry in input.deprecated
}
