# METADATA
# title: Watched files have no place to go
# description: >-
#   Compose refuses a develop.watch entry that copies files into the container without a target. Name
#   the path in the container.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/develop/#target
# custom:
#   severity: medium
#   practice: correctness
#   needs: ["services.*.develop.watch"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["watch-target-missing"]

deny contains {
	"message": sprintf("%q watches files without a target to copy them to", [service.name]),
	"at": entry,
} if {
	some service in input.services
	some entry in service.develop.watch
	entry.action in {"sync", "sync+exec", "sync+restart"}
	not entry.target
}
