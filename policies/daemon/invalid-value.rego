# METADATA
# title: Value has the wrong type
# description: >-
#   dockerd refuses to start with a value that it cannot read, and what the file was meant to
#   protect stays unprotected until then. Give the value in the form that the key expects.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file
# custom:
#   severity: medium
#   practice: hygiene
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["invalid-value"]

deny contains {
	"message": sprintf("Key %q must be %s, found %s", [entry.key, entry.expected, entry.found]),
	"at": entry,
} if {
	some entry in input.invalid
}
