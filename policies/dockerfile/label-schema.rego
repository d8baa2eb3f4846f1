# METADATA
# title: Labels do not follow the schema of the team
# description: >-
#   Whoever sorts images by their labels misses those that lack one or write it in another way. Say in
#   labels which labels the image has to set and what each holds; without that this rule is silent.
#   Only the form of a value is judged, and none that depends on a variable.
# related_resources:
#   - ref: https://docs.docker.com/engine/manage-resources/labels/
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     hadolint: [DL3049, DL3050, DL3051, DL3052, DL3053, DL3054, DL3055, DL3056, DL3058]
#   needs: [instructions.FROM]
#   configured: true
#   parameters:
#     labels:
#       default: {}
#       description: "What each label holds: text, url, email, hash, semver, spdx or rfc3339, such as org.opencontainers.image.source: url"
#     strict:
#       default: false
#       description: Whether every label that is not among them is told of
package dockwarden.dockerfile["label-schema"]

import data.dockwarden.lib.labels
import data.dockwarden.lib.stages

default schema := {}

schema := data.config["dockerfile/label-schema"].labels

deny contains {"message": sprintf("The image has no label %s", [name]), "at": stages.final} if {
	some name, _ in schema
	not name in names
	every other in names {
		not contains(other, "$")
	}
}

deny contains {"message": sprintf("%s is empty", [pair.name]), "at": pair} if {
	some pair in written
	schema[pair.name]
	pair.value == ""
}

deny contains {"message": sprintf("%s is not %s", [pair.name, form.told]), "at": pair} if {
	some pair in written
	form := forms[schema[pair.name]]
	pair.value != ""
	not regex.match(form.pattern, pair.value)
	not labels.placeholder(pair.value)
}

deny contains {"message": sprintf("%s is not in the schema", [pair.name]), "at": pair} if {
	data.config["dockerfile/label-schema"].strict == true
	some pair in applied
	not contains(pair.name, "$")
	not pair.name in object.keys(schema)
}

# The labels that the image gets, and those of them whose value stands in the file.
applied := [pair |
	some instruction in input.instructions.LABEL
	instruction.onbuild == false
	input.stages[instruction.stage].shipped
	some pair in instruction.pairs
]

names := {pair.name | some pair in applied}

written := [pair | some pair in applied; pair.known == true; count(pair.variables) == 0]

forms := {
	"email": {"told": "a mail address", "pattern": `^[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+$`},
	"hash": {"told": "the hash of a commit", "pattern": "^([0-9a-f]{7,40}|[0-9a-f]{64})$"},
	"rfc3339": labels.time,
	"semver": {
		"told": "a semantic version",
		"pattern": "^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?([+][0-9A-Za-z.-]+)?$",
	},
	"spdx": {
		"told": "an SPDX expression",
		"pattern": "^[(]*[A-Za-z0-9.:+-]+[)]*( (AND|OR|WITH|and|or|with) [(]*[A-Za-z0-9.:+-]+[)]*)*$",
	},
	"url": labels.url,
}
