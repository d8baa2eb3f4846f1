package dockwarden.compose["image-missing_test"]

import data.dockwarden.compose["image-missing"] as rule

findings(path, service) := found if {
	found := rule.deny with input as {"path": path, "format": "spec", "services": {"x": object.union({"name": "x"}, service)}}
}

test_nothing_to_run_is_denied if {
	count(findings("compose.yaml", {})) == 1
}

test_something_to_run_passes if {
	every key in ["image", "build", "provider", "extends"] {
		count(findings("compose.yaml", {key: {"@": 1}})) == 0
	}
}

test_part_of_a_service_passes if {
	every path in ["compose.override.yaml", "docker-compose.prod.yml", "common.compose.yaml"] {
		count(findings(path, {})) == 0
	}
}
