package dockwarden.dockerfile["gpu-devices-fixed_test"]

import data.dockwarden.dockerfile["gpu-devices-fixed"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(value) := {
	"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}}],
	"instructions": {"ENV": [{"stage": 0, "onbuild": false, "pairs": [{
		"name": "NVIDIA_VISIBLE_DEVICES", "known": true, "value": value,
	}]}]},
}

test_cards_are_denied if {
	count(findings(document("all"))) == 1
	count(findings(document("0,1"))) == 1
}

test_no_cards_pass if {
	count(findings(document("void"))) == 0
}
