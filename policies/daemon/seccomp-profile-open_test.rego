package dockwarden.daemon["seccomp-profile-open_test"]

import data.dockwarden.daemon["seccomp-profile-open"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"seccomp-profile": option}}
}

read(action) := {"@": 2, "set": true, "read": {"@": 1, "default_action": action}}

test_what_allows_by_default_is_open if {
	every action in {"SCMP_ACT_ALLOW", "SCMP_ACT_LOG"} {
		count(findings(read(action))) == 1
	}
}

test_what_refuses_by_default_is_not if count(findings(read("SCMP_ACT_ERRNO"))) == 0

test_a_profile_that_only_the_host_has_is_not if {
	count(findings({"@": 2, "set": true, "value": "/etc/docker/seccomp.json"})) == 0
}
