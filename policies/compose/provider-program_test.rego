package dockwarden.compose["provider-program_test"]

import data.dockwarden.compose["provider-program"] as rule

findings(type) := found if {
	found := rule.deny with input as {"services": {"x": {"name": "x", "provider": {"@": 1, "type": type}}}}
}

test_paths_are_denied if {
	count(findings("./tools/provide")) == 1
	count(findings("/tmp/provide")) == 1
}

test_names_pass if {
	count(findings("awesomecloud")) == 0
}
