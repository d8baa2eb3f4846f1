package dockwarden.compose["seccomp-unconfined_test"]

import data.dockwarden.compose["seccomp-unconfined"] as rule

findings(option) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "security_opt": [option]}]}
}

test_both_spellings_are_denied if {
	every option in ["seccomp:unconfined", "seccomp=unconfined"] {
		count(findings(option)) == 1
	}
}

test_profiles_pass if {
	every option in ["seccomp:profile.json", "seccomp=builtin", "apparmor:unconfined", {"@": 1, "unknown": "${X}"}] {
		count(findings(option)) == 0
	}
}
