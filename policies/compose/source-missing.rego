# METADATA
# title: Secret or config does not say where its content comes from
# description: >-
#   Compose refuses a project with a secret that has neither file nor environment, or a config that
#   has neither of them nor content, unless it is external or a driver provides it. Name the source.
#   Files that are laid over others are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/secrets/
#   - ref: https://docs.docker.com/reference/compose-file/configs/
# custom:
#   severity: medium
#   practice: correctness
#   needs: ["configs", "secrets"]
#   whole: true
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["source-missing"]

sources := ["file", "environment", "content", "external", "driver", "template_driver"]

deny contains {
	"message": sprintf("%s %q has no source", [kind, name]),
	"at": entry,
} if {
	input.alone == true
	some table, kind in {"configs": "Config", "secrets": "Secret"}
	some name, entry in input[table]
	count([key | some key in sources; entry[key]]) == 0
	not entry.extra.content
}
