package dockwarden.dockerfile["user-name-in-scratch_test"]

import data.dockwarden.dockerfile["user-name-in-scratch"] as rule

findings(name, destination) := found if {
	user := {"keyword": "USER", "onbuild": false, "stage": 0, "index": 3, "sets": {"known": true, "name": name}}
	copy := {"keyword": "COPY", "index": 2, "destination": {"value": destination}}
	found := rule.deny with input as {
		"stages": [{"index": 0, "base": {"kind": "scratch"}, "instructions": [copy, user]}],
		"instructions": {"USER": [user]},
	}
}

test_a_name_without_accounts_is_denied if {
	count(findings("app", "/app")) == 1
}

test_numbers_pass if {
	count(findings("1000", "/app")) == 0
}

test_copied_accounts_pass if {
	every destination in ["/etc/passwd", "/etc/", "/"] {
		count(findings("app", destination)) == 0
	}
}
