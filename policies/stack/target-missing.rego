# METADATA
# title: Service builds a stage that does not exist
# description: >-
#   The Dockerfile has no stage of the name in target, so the build fails. Correct the name, or
#   remove the key to build the last stage.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/build/#target
# custom:
#   severity: medium
#   practice: correctness
#   fix: none
#   sets: [recommended, strict]
#   needs: [dockerfiles]
#   mentions: [target]
#   same_as: {}
package dockwarden.stack["target-missing"]

import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("%s has no stage %q", [service.build.path, service.build.target]),
	"at": [service.service.build, "target"],
	"related": [{"at": stage, "message": sprintf("A stage that it has: %s", [stage.name])} |
		some stage in service.build.file.stages
		stage.name
	],
} if {
	some service in stack.containers
	service.build.target_missing == true
	count(service.build.file.stages) > 0
}
