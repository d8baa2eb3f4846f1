package dockwarden.compose["secret-in-environment_test"]

import data.dockwarden.compose["secret-in-environment"] as rule

findings(name, value) := found if {
	found := rule.deny with input as {"containers": [{
		"name": "db",
		"environment": {name: {"name": name, "text": value, "value": value, "variables": []}},
	}]}
}

test_literal_secrets_are_denied_without_their_value if {
	every name in ["POSTGRES_PASSWORD", "DB_PASS", "api-key", "AWS_SECRET_ACCESS_KEY", "SECRET_KEY_BASE", "token"] {
		some finding in findings(name, "hunter2-prod")
		not contains(finding.message, "hunter2")
	}
}

test_names_that_only_sound_like_secrets_pass if {
	every name in [
		"POSTGRES_PASSWORD_FILE",
		"TOKEN_URL",
		"PASSWORD_MIN_LENGTH",
		"MYSQL_ALLOW_EMPTY_PASSWORD",
		"MYSQL_RANDOM_ROOT_PASSWORD",
		"COMPASS",
		"PUBLIC_KEY",
		"KEY",
	] {
		count(findings(name, "hunter2-prod")) == 0
	}
}

test_values_that_are_no_secrets_pass if {
	every value in ["", "/run/secrets/db", "./token.txt", "true", "no", "https://id.example/token", "<password>"] {
		count(findings("DB_PASSWORD", value)) == 0
	}
}

test_value_from_outside_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "db", "environment": {
		"DB_PASSWORD": {"name": "DB_PASSWORD", "text": "${PW:-fallback}", "value": "fallback", "variables": ["PW"]},
		"DB_TOKEN": {"name": "DB_TOKEN", "variables": []},
	}}]}
}
