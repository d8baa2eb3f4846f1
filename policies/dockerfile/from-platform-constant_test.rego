package dockwarden.dockerfile["from-platform-constant_test"]

import data.dockwarden.dockerfile["from-platform-constant"] as rule

findings(name, platform) := found if {
	flag := object.union({"text": platform}, {"value": platform, "variables": []})
	found := rule.deny with input as {
		"stages": [{"index": 0, "used": true, "name": name}],
		"instructions": {"FROM": [{"flags": {"platform": flag}}]},
	}
}

test_a_constant_is_denied if {
	count(findings("app", "linux/amd64")) == 1
}

test_a_stage_named_after_its_platform_passes if {
	count(findings("build-amd64", "linux/amd64")) == 0
}
