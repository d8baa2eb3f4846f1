package dockwarden.compose["seccomp-profile-open_test"]

import data.dockwarden.compose["seccomp-profile-open"] as rule

findings(action) := found if {
	profile := {"@": 1, "default_action": action}
	found := rule.deny with input as {"containers": [{"effective": {"seccomp": {"@": 2, "read": profile}}}]}
}

test_what_allows_by_default_is_open if {
	every action in {"SCMP_ACT_ALLOW", "SCMP_ACT_LOG"} {
		count(findings(action)) == 1
	}
}

test_what_refuses_by_default_is_not if {
	every action in {"SCMP_ACT_ERRNO", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_TRAP", "SCMP_ACT_NOTIFY"} {
		count(findings(action)) == 0
	}
}
