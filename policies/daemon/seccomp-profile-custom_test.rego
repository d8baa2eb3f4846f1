package dockwarden.daemon["seccomp-profile-custom_test"]

import data.dockwarden.daemon["seccomp-profile-custom"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"seccomp-profile": option}}
}

test_own_profile_is_denied if {
	count(findings({"set": true, "value": "/etc/docker/seccomp.json"})) == 1
}

test_builtin_and_absent_pass if {
	count(findings({"set": true, "value": "builtin"})) == 0
	count(findings({"set": false})) == 0
	count(findings({"set": true, "value": "default"})) == 0
}
