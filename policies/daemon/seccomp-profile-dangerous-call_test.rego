package dockwarden.daemon["seccomp-profile-dangerous-call_test"]

import data.dockwarden.daemon["seccomp-profile-dangerous-call"] as rule

severities(name) := [finding.severity | some finding in found] if {
	profile := {"@": 1, "allows": {name: {"@": 2, "name": name}}}
	found := rule.deny with input as {"options": {"seccomp-profile": {"@": 3, "read": profile}}}
}

test_calls_that_docker_refuses_are_told if {
	severities("bpf") == ["medium"]
	severities("mount") == ["low"]
}

test_ordinary_calls_are_not if severities("read") == []
