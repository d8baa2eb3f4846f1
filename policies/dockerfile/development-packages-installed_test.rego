package dockwarden.dockerfile["development-packages-installed_test"]

import data.dockwarden.dockerfile["development-packages-installed"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(name, env, flags) := {
	"stages": [{"index": 0, "used": true, "base": {"kind": "image"}, "env": env}],
	"commands": {name: [{"keyword": "RUN", "stage": 0, "env": [], "flags": flags, "operands": [{"value": "install"}]}]},
}

production := {"APP_ENV": {"value": "prod"}}

test_packages_for_development_are_denied if {
	count(findings(document("composer", production, {}))) == 1
	count(findings(document("bundle", production, {}))) == 1
}

test_packages_left_out_pass if {
	count(findings(document("composer", production, {"--no-dev": {}}))) == 0
	count(findings(document("bundle", object.union(production, {"BUNDLE_WITHOUT": {}}), {}))) == 0
}

test_a_stage_that_may_be_for_development_passes if {
	count(findings(document("composer", {}, {}))) == 0
}
