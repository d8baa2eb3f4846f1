package dockwarden.stack["secret-file-in-context_test"]

import data.dockwarden.stack["secret-file-in-context"] as rule

severity(files) := finding.severity if {
	some finding in rule.deny with input as {
		"dockerfiles": {"Dockerfile": {"instructions": {"COPY": [{
			"onbuild": false,
			"stage": 0,
			"flags": {},
			"sources": [{"value": "."}],
		}]}}},
		"services": [{
			"service": {"name": "web", "build": {}},
			"build": {"path": "Dockerfile", "exposed_files": files},
			"layers": [{"index": 0}],
		}],
		"jobs": [],
	}
}

test_settings_weigh_less if {
	severity([".npmrc"]) == "medium"
	severity([".git/config", ".npmrc"]) == "medium"
}

test_secrets_weigh_more if {
	severity([".env"]) == "high"
	severity([".env", ".npmrc"]) == "high"
}
