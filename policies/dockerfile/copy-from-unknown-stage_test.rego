package dockwarden.dockerfile["copy-from-unknown-stage_test"]

import data.dockwarden.dockerfile["copy-from-unknown-stage"] as rule

findings(from) := found if {
	found := rule.deny with input as {
		"stages": [{}, {}],
		"instructions": {"COPY": [{"onbuild": false, "from": {"text": from}}]},
	}
}

test_a_number_without_a_stage_is_denied if {
	count(findings("2")) == 1
}

test_stages_and_images_pass if {
	every from in ["0", "1", "build", "3proxy"] {
		count(findings(from)) == 0
	}
}
