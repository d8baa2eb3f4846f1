# METADATA
# title: WORKDIR is relative
# description: >-
#   A relative WORKDIR starts from wherever the base image left off, so a new base moves the
#   files of the application. Start it with a slash, unless the same file has set a directory
#   before.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#workdir
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   needs: [instructions.WORKDIR]
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0009]
#     hadolint: [DL3000]
#     checkov: [CKV_DOCKER_10]
#     kics: [6b376af8-cfe8-49ab-a08d-f32de23661a4]
#     buildkit: [WorkdirRelativePath]
#     tally: [buildkit/WorkdirRelativePath]
package dockwarden.dockerfile["workdir-relative"]

deny contains {
	"message": sprintf("WORKDIR %q depends on the directory of the base image", [instruction.path.text]),
	"at": instruction.path,
} if {
	some instruction in input.instructions.WORKDIR
	instruction.absolute == "no"
	instruction.workdir.set == false
	not from_variable(instruction.path)
}

# Whether it begins with a slash is not known, quoted or not.
from_variable(path) if {
	not path.value
	startswith(path.text, "$")
}
