package dockwarden.compose["image-missing_test"]

import data.dockwarden.compose["image-missing"] as rule

findings(alone, service) := found if {
	found := rule.deny with input as {"alone": alone, "services": {"x": object.union({"name": "x"}, service)}}
}

test_nothing_to_run_is_denied if {
	count(findings(true, {})) == 1
}

test_something_to_run_passes if {
	every key in ["image", "build", "provider", "extends"] {
		count(findings(true, {key: {"@": 1}})) == 0
	}
}

test_part_of_a_service_passes if {
	count(findings(false, {})) == 0
}
