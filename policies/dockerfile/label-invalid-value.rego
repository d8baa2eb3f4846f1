# METADATA
# title: Label does not hold what its name says
# description: >-
#   Tools read these labels: they link to the source, sort by the date and show the revision. A value of
#   another form is dropped or breaks them.
# related_resources:
#   - ref: https://specs.opencontainers.org/image-spec/annotations/
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3052, DL3053, DL3055]
#   needs: [instructions.LABEL]
package dockwarden.dockerfile["label-invalid-value"]

import data.dockwarden.lib.labels

deny contains {
	"message": sprintf("%s is not %s", [pair.name, forms[pair.name].told]),
	"at": pair,
} if {
	some instruction in input.instructions.LABEL
	some pair in instruction.pairs
	form := forms[pair.name]
	pair.known == true
	count(pair.variables) == 0
	pair.value != ""
	not regex.match(form.pattern, pair.value)
	not labels.placeholder(pair.value)
}

forms := {
	"org.opencontainers.image.base.digest": {"told": "a digest", "pattern": "^[a-z0-9+._-]+:[0-9a-fA-F]{32,}$"},
	"org.opencontainers.image.created": labels.time,
	"org.opencontainers.image.documentation": labels.url,
	"org.opencontainers.image.source": labels.url,
	"org.opencontainers.image.url": labels.url,
}
