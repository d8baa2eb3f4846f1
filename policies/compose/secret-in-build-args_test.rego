package dockwarden.compose["secret-in-build-args_test"]

import data.dockwarden.compose["secret-in-build-args"] as rule

findings(argument) := found if {
	found := rule.deny with input as {"containers": [{"name": "api", "build": {"args": {"NPM_TOKEN": argument}}}]}
}

test_secrets_are_denied_wherever_they_come_from if {
	count(findings({"text": "npm_example", "value": "npm_example", "variables": []})) == 1
	count(findings({"text": "${NPM_TOKEN}", "variables": ["NPM_TOKEN"]})) == 1
	count(findings({"variables": []})) == 1
}

test_empty_and_paths_pass if {
	count(findings({"text": "", "value": "", "variables": []})) == 0
	count(findings({"text": "/run/secrets/npm", "value": "/run/secrets/npm", "variables": []})) == 0
}

test_other_arguments_pass if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "api", "build": {"args": {"VERSION": {
		"text": "1.0",
		"value": "1.0",
		"variables": [],
	}}}}]}
}
