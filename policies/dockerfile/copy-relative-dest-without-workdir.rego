# METADATA
# title: Destination depends on the base image
# description: >-
#   A relative destination starts from WORKDIR. This stage sets none, so the files land wherever the
#   base image left off, and somewhere else with the next base. Set WORKDIR, or write the path from the
#   root.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#workdir
# custom:
#   severity: info
#   practice: hygiene
#   needs: ["instructions.COPY.*.workdir.set=false"]
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3045]
#     tally: [hadolint/DL3045]
package dockwarden.dockerfile["copy-relative-dest-without-workdir"]

deny contains {
	"message": sprintf("Where %s lies depends on the base image", [instruction.destination.text]),
	"at": instruction.destination,
} if {
	some instruction in input.instructions.COPY
	instruction.onbuild == false
	instruction.workdir.set == false
	not instruction.workdir.path
	path := instruction.destination.value
	not startswith(path, "/")
	not startswith(path, "\\")
	not regex.match("^[a-zA-Z]:", path)
}
