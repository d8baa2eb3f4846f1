package dockwarden.dockerfile["label-duplicate-key_test"]

import data.dockwarden.dockerfile["label-duplicate-key"] as rule

findings(stages) := found if {
	found := rule.deny with input as {"instructions": {"LABEL": [{
		"stage": stage, "index": index, "onbuild": false, "pairs": [{"name": "a", "known": true, "value": index}],
	} |
		some index, stage in stages
	]}}
}

test_an_earlier_value_is_denied if {
	count(findings([0, 0])) == 1
}

test_other_stages_pass if {
	count(findings([0, 1])) == 0
}
