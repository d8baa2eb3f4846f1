package dockwarden.dockerfile["copy-from-self_test"]

import data.dockwarden.dockerfile["copy-from-self"] as rule

findings(from, stages) := found if {
	found := rule.deny with input as {
		"stages": stages,
		"instructions": {"COPY": [{"onbuild": false, "stage": 0, "from": {"kind": "stage", "stage": from}, "flags": {"from": {"text": "a"}}}]},
	}
}

test_its_own_stage_is_denied if {
	count(findings(0, [{"name": "a"}])) == 1
}

test_another_stage_passes if {
	count(findings(1, [{"name": "a"}, {"name": "b"}])) == 0
}

test_a_name_given_twice_is_left_to_its_own_rule if {
	count(findings(0, [{"name": "a"}, {"name": "A"}])) == 0
}
