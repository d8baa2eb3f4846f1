package dockwarden.dockerfile["stage-cycle_test"]

import data.dockwarden.dockerfile["stage-cycle"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

stage(index, name) := {"index": index, "name": name, "base": {"kind": "image"}}

copy(stage, from) := {"stage": stage, "onbuild": false, "from": {"kind": "stage", "stage": from}}

document(copies) := {"stages": [stage(0, "a"), stage(1, "b"), stage(2, "c")], "instructions": {"COPY": copies}}

test_a_circle_is_denied if {
	count(findings(document([copy(0, 1), copy(1, 0)]))) == 1
	count(findings(document([copy(0, 2), copy(1, 0), copy(2, 1)]))) == 1
}

test_a_later_stage_alone_passes if {
	count(findings(document([copy(0, 1), copy(2, 0)]))) == 0
}
