package dockwarden.compose["seccomp-profile-dangerous-call_test"]

import data.dockwarden.compose["seccomp-profile-dangerous-call"] as rule

findings(name) := found if {
	profile := {"@": 1, "allows": {name: {"@": 2, "name": name}}}
	found := rule.deny with input as {"containers": [{"effective": {"seccomp": {"@": 3, "read": profile}}}]}
}

severity(name) := [finding.severity | some finding in findings(name)]

test_calls_that_docker_refuses_are_told if {
	severity("bpf") == ["medium"]
	severity("mount") == ["low"]
}

test_ordinary_calls_are_not if {
	count(findings("read")) == 0
	count(findings("ptrace")) == 0
}
