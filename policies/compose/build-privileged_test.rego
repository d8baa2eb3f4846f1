package dockwarden.compose["build-privileged_test"]

import data.dockwarden.compose["build-privileged"] as rule

findings(build) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "build": build}]}
}

test_privileged_build_is_denied if {
	count(findings({"privileged": true, "entitlements": []})) == 1
}

test_each_entitlement_is_denied if {
	count(findings({"entitlements": ["security.insecure", "network.host"]})) == 2
}

test_other_builds_pass if {
	count(findings({"privileged": false, "entitlements": ["device"]})) == 0
}
