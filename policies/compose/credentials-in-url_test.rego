package dockwarden.compose["credentials-in-url_test"]

import data.dockwarden.compose["credentials-in-url"] as rule

findings(text) := found if {
	found := rule.deny with input as {"containers": [{
		"name": "api",
		"environment": {"DATABASE_URL": {"name": "DATABASE_URL", "text": text}},
	}]}
}

test_password_in_an_address_is_denied_without_its_value if {
	some finding in findings("postgres://shop:hunter2@db:5432/shop")
	not contains(finding.message, "hunter2")
}

test_password_in_the_command_is_denied if {
	count(rule.deny) == 1 with input as {"containers": [{
		"name": "api",
		"environment": {},
		"command": {"words": [{"text": "serve"}, {"text": "--db=redis://:hunter2@cache:6379"}]},
	}]}
}

test_addresses_without_a_literal_password_pass if {
	every text in [
		"postgres://db:5432/shop",
		"postgres://shop@db/shop",
		"postgres://shop:${DB_PASSWORD}@db/shop",
		"postgres://shop:$DB_PASSWORD@db/shop",
		"https://host.example/a:b@c",
		"postgres://user:<password>@db",
		"plain text a:b@c",
	] {
		count(findings(text)) == 0
	}
}
