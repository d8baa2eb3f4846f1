package dockwarden.compose["source-missing_test"]

import data.dockwarden.compose["source-missing"] as rule

findings(entry) := found if {
	found := rule.deny with input as {
		"alone": true,
		"secrets": {"s": object.union({"@": 1, "name": "s", "extra": {}}, entry)},
	}
}

test_no_source_is_denied if {
	count(findings({})) == 1
}

test_sources_pass if {
	every key in ["file", "environment", "external", "driver"] {
		count(findings({key: "x"})) == 0
	}
}
