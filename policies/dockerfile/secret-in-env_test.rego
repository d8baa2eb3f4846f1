package dockwarden.dockerfile["secret-in-env_test"]

import data.dockwarden.dockerfile["secret-in-env"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_a_password_is_denied if {
	count(findings({"instructions": {"ENV": [{"pairs": [{"variables": [], "name": "DB_PASSWORD", "value": "hunter2"}]}]}})) == 1
}

test_a_path_passes if {
	count(findings({"instructions": {"ENV": [{"pairs": [{"variables": [], "name": "DB_PASSWORD", "value": "/run/secrets/db"}]}]}})) == 0
}

test_the_name_of_a_file_passes if {
	count(findings({"instructions": {"ENV": [{"pairs": [{"variables": [], "name": "DB_PASSWORD_FILE", "value": "hunter2"}]}]}})) == 0
}

test_the_value_of_a_variable_is_denied_unless_that_is_told_elsewhere if {
	every name, expected in {"X": 1, "TOKEN": 0} {
		count(findings({"instructions": {"ENV": [{"pairs": [{"variables": [name], "name": "DB_PASSWORD", "value": "hunter2"}]}]}})) == expected
	}
}

test_an_empty_value_passes if {
	count(findings({"instructions": {"ENV": [{"pairs": [{"variables": [], "name": "DB_PASSWORD", "value": ""}]}]}})) == 0
}
