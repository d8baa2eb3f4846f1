package dockwarden.compose["lifecycle-hook-privileged_test"]

import data.dockwarden.compose["lifecycle-hook-privileged"] as rule

findings(hook) := found if {
	found := rule.deny with input as {"services": {"x": {"name": "x", "post_start": [hook]}}}
}

test_privileged_hook_is_denied if {
	hook := {"@": 3, "privileged": true}
	some finding in findings(hook)
	finding.at == [hook, "privileged"]
}

test_ordinary_hook_passes if {
	count(findings({"privileged": false, "user": "root"})) == 0
}
