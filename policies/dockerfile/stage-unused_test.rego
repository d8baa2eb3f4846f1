package dockwarden.dockerfile["stage-unused_test"]

import data.dockwarden.dockerfile["stage-unused"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_an_unused_stage_is_denied if {
	count(findings({"stages": [{"index": 0, "used": false}]})) == 1
}

test_a_used_or_named_stage_passes if {
	count(findings({"stages": [{"index": 0, "used": true}, {"index": 1, "used": false, "name": "test"}]})) == 0
}
