package dockwarden.compose["seccomp-profile-one-architecture_test"]

import data.dockwarden.compose["seccomp-profile-one-architecture"] as rule

findings(named) := found if {
	profile := {"@": 1, "default_action": "SCMP_ACT_ERRNO", "names_architectures": named}
	found := rule.deny with input as {"containers": [{"effective": {"seccomp": {"@": 2, "read": profile}}}]}
}

test_a_profile_without_architectures_is_told if count(findings(false)) == 1

test_a_profile_with_architectures_is_not if count(findings(true)) == 0
