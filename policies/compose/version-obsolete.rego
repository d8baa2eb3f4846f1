# METADATA
# title: Version of the file format has no effect
# description: >-
#   Compose reads every file by the current specification, ignores version and warns of it at each
#   start. Remove the line.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/version-and-name/#version-top-level-element-obsolete
# custom:
#   severity: info
#   practice: hygiene
#   needs: ["version"]
#   fix: unsafe
#   sets: [strict]
#   same_as:
#     dclint: [no-version-field]
package dockwarden.compose["version-obsolete"]

deny contains {
	"message": "Compose ignores the version",
	"at": [input, "version"],
	"fix": {"delete": [input, "version"], "note": "Old releases of docker-compose and of docker stack deploy ask for it"},
} if {
	input.version
	input.format == "spec"
}
