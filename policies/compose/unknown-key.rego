# METADATA
# title: Key is not in the Compose Specification
# description: >-
#   Compose refuses a file with a key that it does not know. Older programs ignore the key, and there
#   a protection with a mistyped name is no protection. Correct the name, or let it begin with x- if
#   it is meant for another tool.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/
#   - ref: https://docs.docker.com/reference/compose-file/extension/
# custom:
#   severity: medium
#   practice: hygiene
#   needs:
#     - "extra"
#     - "services.*.extra"
#     - "jobs.*.extra"
#     - "networks.*.extra"
#     - "volumes.*.extra"
#     - "secrets.*.extra"
#     - "configs.*.extra"
#     - "models.*.extra"
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [invalid-schema]
package dockwarden.compose["unknown-key"]

deny contains finding if {
	some entry in input.extra
	finding := unknown(entry)
}

deny contains finding if {
	some kind in ["services", "jobs", "networks", "volumes", "secrets", "configs", "models"]
	some owner in input[kind]
	some entry in owner.extra
	finding := unknown(entry)
}

unknown(entry) := {
	"message": sprintf("Key %q is unknown; did you mean %q?", [entry.key, entry.suggestion]),
	"at": entry,
}

unknown(entry) := {
	"message": sprintf("Key %q is unknown", [entry.key]),
	"at": entry,
} if {
	not entry.suggestion
}
