package dockwarden.dockerfile["copy-from-empty-stage_test"]

import data.dockwarden.dockerfile["copy-from-empty-stage"] as rule

findings(keywords, base) := found if {
	found := rule.deny with input as {
		"stages": [{"base": {"kind": base}, "instructions": [{"keyword": one} | some one in keywords]}, {}],
		"instructions": {"COPY": [{"onbuild": false, "stage": 1, "from": {"kind": "stage", "stage": 0, "text": "a"}}]},
	}
}

test_an_empty_stage_is_denied if {
	count(findings(["FROM", "ENV"], "scratch")) == 1
}

test_a_filled_stage_passes if {
	count(findings(["FROM", "COPY"], "scratch")) == 0
}

test_an_image_passes if {
	count(findings(["FROM"], "image")) == 0
}
