package dockwarden.dockerfile["multiple-entrypoint_test"]

import data.dockwarden.dockerfile["multiple-entrypoint"] as rule

findings(stages) := found if {
	found := rule.deny with input as {"instructions": {"ENTRYPOINT": [
	{"stage": stage, "index": index, "onbuild": false} | some index, stage in stages]}}
}

test_all_but_the_last_are_denied if {
	count(findings([0, 0, 0])) == 2
}

test_one_for_each_stage_passes if {
	count(findings([0, 1])) == 0
}
