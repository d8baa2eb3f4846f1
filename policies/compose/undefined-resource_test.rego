package dockwarden.compose["undefined-resource_test"]

import data.dockwarden.compose["undefined-resource"] as rule

findings(path, service) := found if {
	found := rule.deny with input as {
		"path": path,
		"format": "spec",
		"services": {"x": service},
		"networks": {"front": {"@": 1}},
	}
}

user := {"name": "x", "networks": {"back": {"@": 2}}}

test_undefined_network_is_denied if {
	every path in ["compose.yaml", "deploy/docker-compose.yml", "shop.compose.yaml"] {
		count(findings(path, user)) == 1
	}
}

test_files_that_are_laid_over_others_pass if {
	every path in ["docker-compose.prod.yml", "compose.override.yaml", "compose-dev.yaml", "dev.compose.yaml"] {
		count(findings(path, user)) == 0
	}
}

test_defined_default_and_variable_networks_pass if {
	every name in ["front", "default", "${NET}"] {
		count(findings("compose.yaml", {"name": "x", "networks": {name: {"@": 2}}})) == 0
	}
}

test_include_that_was_not_read_passes if {
	count(rule.deny) == 0 with input as {
		"path": "compose.yaml",
		"format": "spec",
		"include": [{"@": 1, "path": ["more.yaml"], "read": false}],
		"services": {"x": user},
	}
}
