# METADATA
# title: Label names another base than the image has
# description: >-
#   Tools read the label to see whether an image stands on a base that was patched since. A digest
#   written by hand is wrong as soon as the base moves. Pin the base by the same digest, or leave the
#   label to the builder.
# related_resources:
#   - ref: https://specs.opencontainers.org/image-spec/annotations/
# custom:
#   severity: low
#   practice: supply-chain
#   fix: none
#   mentions: [base.digest]
#   sets: [strict]
#   same_as:
#     tally: [tally/labels/no-stale-base-digest]
#   needs: [instructions.LABEL]
package dockwarden.dockerfile["label-base-digest-stale"]

import data.dockwarden.lib.stages

deny contains {
	"message": told(base),
	"at": pair,
	"related": [{"at": base, "message": "The base of the image"}],
} if {
	some instruction in input.instructions.LABEL
	instruction.onbuild == false
	input.stages[instruction.stage].shipped
	some pair in instruction.pairs
	pair.name == "org.opencontainers.image.base.digest"
	pair.known == true
	startswith(pair.value, "sha256:")
	base := stages.final.root_base
	base.known == true
	object.get(base, "digest", "") != pair.value
}

told(base) := "The base is pinned by another digest than the label says" if base.digest

told(base) := "The label fixes a digest, the base does not" if not base.digest
