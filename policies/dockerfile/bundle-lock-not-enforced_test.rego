package dockwarden.dockerfile["bundle-lock-not-enforced_test"]

import data.dockwarden.dockerfile["bundle-lock-not-enforced"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(env, settings) := {
	"stages": [{"index": 0, "used": true, "base": {"kind": "image"}, "env": env}],
	"commands": {"bundle": array.concat(
		[{"keyword": "RUN", "stage": 0, "env": [], "flags": {}, "operands": [{"value": "install"}]}],
		settings,
	)},
}

test_an_open_lock_file_is_denied if {
	count(findings(document({"RAILS_ENV": {"value": "production"}}, []))) == 1
}

test_a_held_lock_file_passes if {
	count(findings(document({"RAILS_ENV": {"value": "production"}, "BUNDLE_FROZEN": {"value": "1"}}, []))) == 0
	count(findings(document(
		{"RAILS_ENV": {"value": "production"}},
		[{"keyword": "RUN", "stage": 0, "operands": [{"value": "config"}, {"value": "frozen"}]}],
	))) == 0
}

test_a_stage_that_may_be_for_development_passes if {
	count(findings(document({}, []))) == 0
}
