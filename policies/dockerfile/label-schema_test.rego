package dockwarden.dockerfile["label-schema_test"]

import data.dockwarden.dockerfile["label-schema"] as rule

messages(config, pairs) := told if {
	told := {finding.message | some finding in rule.deny} with input as {
		"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "scratch"}}],
		"instructions": {"LABEL": [{"stage": 0, "onbuild": false, "pairs": pairs}]},
	}
		with data.config as {"dockerfile/label-schema": config}
}

label(name, value) := {"name": name, "value": value, "known": true, "variables": []}

test_without_a_schema_nothing_is_denied if {
	count(messages({}, [label("a", "")])) == 0
}

test_missing_and_empty_labels_are_denied if {
	messages({"labels": {"a": "text", "b": "text"}}, [label("b", "")]) == {"The image has no label a", "b is empty"}
}

test_other_labels_are_denied_only_if_asked if {
	count(messages({"labels": {"a": "text"}}, [label("a", "x"), label("b", "x")])) == 0
	messages({"labels": {"a": "text"}, "strict": true}, [label("a", "x"), label("b", "x")]) == {"b is not in the schema"}
}

test_a_label_of_unknown_name_may_be_the_one_that_is_missing if {
	count(messages({"labels": {"a": "text"}, "strict": true}, [label("$X", "x")])) == 0
}

test_a_value_of_unknown_form_passes if {
	count(messages({"labels": {"a": "colour"}}, [label("a", "x")])) == 0
}

test_values_with_variables_pass if {
	pair := {"name": "a", "value": "", "known": true, "variables": ["VERSION"]}
	count(messages({"labels": {"a": "semver"}}, [pair])) == 0
}

test_wrong_forms_are_denied if {
	every form, value in {
		"email": "anna",
		"hash": "main",
		"rfc3339": "today",
		"semver": "1.0",
		"spdx": "MIT License",
		"url": "example.com",
	} {
		count(messages({"labels": {"a": form}}, [label("a", value)])) == 1
	}
}

test_right_forms_pass if {
	every form, value in {
		"email": "anna@example.com",
		"hash": "2dbfae9",
		"rfc3339": "2026-01-02T03:04:05Z",
		"semver": "1.0.0-rc.1+build",
		"spdx": "(MIT OR Apache-2.0) AND BSD-3-Clause",
		"url": "https://example.com/a",
	} {
		count(messages({"labels": {"a": form}}, [label("a", value)])) == 0
	}
}
