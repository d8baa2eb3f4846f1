# METADATA
# title: MAINTAINER is deprecated
# description: >-
#   MAINTAINER was replaced by labels years ago, and tools that read images look for the label. The line
#   can be written as one.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#maintainer-deprecated
# custom:
#   severity: info
#   practice: hygiene
#   fix: safe
#   sets: [strict]
#   same_as:
#     trivy: [DS-0022]
#     hadolint: [DL4000]
#     checkov: [CKV_DOCKER_6]
#     kics: [99614418-f82b-4852-a9ae-5051402b741c]
#     buildkit: [MaintainerDeprecated]
#     tally: [buildkit/MaintainerDeprecated]
#   needs: [instructions.MAINTAINER]
package dockwarden.dockerfile["maintainer-deprecated"]

deny contains object.union(
	{"message": "MAINTAINER is deprecated, a label tells the author", "at": [instruction, "keyword"]},
	fix(instruction),
) if {
	some instruction in input.instructions.MAINTAINER
	instruction.onbuild == false
}

fix(instruction) := {"fix": {
	"replace": instruction,
	"text": sprintf(`LABEL org.opencontainers.image.authors="%s"`, [name]),
}} if {
	count(instruction.words) == 1
	name := instruction.words[0].text
	not contains(name, `"`)
	not contains(name, "$")
	not contains(name, `\`)
	not contains(name, "\n")
}

default fix(_) := {}
