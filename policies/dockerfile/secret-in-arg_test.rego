package dockwarden.dockerfile["secret-in-arg_test"]

import data.dockwarden.dockerfile["secret-in-arg"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_a_password_is_denied if {
	count(findings({"instructions": {"ARG": [{"pairs": [{"variables": [], "name": "DB_PASSWORD", "value": "hunter2"}]}]}})) == 1
}

test_a_path_passes if {
	count(findings({"instructions": {"ARG": [{"pairs": [{"variables": [], "name": "DB_PASSWORD", "value": "/run/secrets/db"}]}]}})) == 0
}

test_the_name_of_a_file_passes if {
	count(findings({"instructions": {"ARG": [{"pairs": [{"variables": [], "name": "DB_PASSWORD_FILE", "value": "hunter2"}]}]}})) == 0
}

test_a_variable_passes if {
	count(findings({"instructions": {"ARG": [{"pairs": [{"variables": ["X"], "name": "DB_PASSWORD", "value": "hunter2"}]}]}})) == 0
}

test_an_empty_value_passes if {
	count(findings({"instructions": {"ARG": [{"pairs": [{"variables": [], "name": "DB_PASSWORD", "value": ""}]}]}})) == 0
}
