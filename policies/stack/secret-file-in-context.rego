# METADATA
# title: File with secrets is copied into the image
# description: >-
#   The build context holds a file that usually carries secrets, no .dockerignore keeps it out, and
#   the stage that runs copies the whole context. Everybody who can pull the image can read it. Name
#   the file in .dockerignore, or copy only what the application needs. Settings of tools, such as
#   .npmrc, are told of only if they hold a token or a password.
# related_resources:
#   - ref: https://docs.docker.com/build/concepts/context/#dockerignore-files
# custom:
#   severity: high
#   practice: secrets
#   shown: true
#   fix: none
#   sets: [recommended, strict, cis]
#   needs: [dockerfiles]
#   same_as:
#     cis: ["4.10"]
package dockwarden.stack["secret-file-in-context"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("The image gets %s from the build context", [concat(", ", files)]),
	"at": instruction,
	"related": [{"at": service.service.build, "message": sprintf("%s builds it", [compose.title(service.service)])} |
		some service in builders
	],
} if {
	some path, file in input.dockerfiles
	some keyword in {"COPY", "ADD"}
	some instruction in file.instructions[keyword]
	instruction.onbuild == false
	not instruction.from
	some source in instruction.sources
	source.value in {".", "./", "/", "*", "./*"}
	not instruction.flags.exclude
	builders := [service |
		some service in stack.containers
		service.build.path == path
		count(service.build.exposed_files) > 0
		some layer in service.layers
		layer.index == instruction.stage
	]
	files := {name | some service in builders; some name in service.build.exposed_files}
	count(files) > 0
}
