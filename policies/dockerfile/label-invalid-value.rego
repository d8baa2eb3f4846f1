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

deny contains {
	"message": sprintf("%s is not %s", [pair.name, forms[pair.name].told]),
	"at": pair,
} if {
	some instruction in input.instructions.LABEL
	some pair in instruction.pairs
	form := forms[pair.name]
	pair.known == true
	not regex.match(form.pattern, pair.value)
	not placeholder(pair.value)
}

address := {"told": "an address", "pattern": "^[a-zA-Z][a-zA-Z0-9+.-]*://[^ ]+$"}

forms := {
	"org.opencontainers.image.base.digest": {"told": "a digest", "pattern": "^[a-z0-9+._-]+:[0-9a-fA-F]{32,}$"},
	"org.opencontainers.image.created": {
		"told": "a date and time of RFC 3339",
		"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$",
	},
	"org.opencontainers.image.documentation": address,
	"org.opencontainers.image.source": address,
	"org.opencontainers.image.url": address,
}

# Placeholders that something else fills in later.
placeholder(value) if regex.match("[{<@%$]", value)

placeholder(value) if value == ""
