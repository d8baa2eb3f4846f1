package dockwarden.daemon["seccomp-unconfined_test"]

import data.dockwarden.daemon["seccomp-unconfined"] as rule

findings(profile) := found if {
	found := rule.deny with input as {"options": {"seccomp-profile": {"set": true, "value": profile}}}
}

test_unconfined_is_denied if {
	count(findings("unconfined")) == 1
}

test_profiles_pass if {
	count(findings("builtin")) == 0
	count(findings("/etc/docker/seccomp.json")) == 0
}
