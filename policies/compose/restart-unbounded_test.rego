package dockwarden.compose["restart-unbounded_test"]

import data.dockwarden.compose["restart-unbounded"] as rule

findings(policy) := found if {
	found := rule.deny with input as {"services": {"x": {"name": "x", "restart": policy}}}
}

test_without_end_is_denied if {
	every policy in ["always", "unless-stopped", "on-failure", "on-failure:10"] {
		count(findings(policy)) == 1
	}
}

test_bounded_passes if {
	every policy in ["no", "on-failure:5", {"@": 1, "unknown": "${RESTART}"}] {
		count(findings(policy)) == 0
	}
}

test_tries_are_a_parameter if {
	count(findings("on-failure:10")) == 0 with data.config as {"compose/restart-unbounded": {"tries": 10}}
}
