package dockwarden.dockerfile["label-invalid-value_test"]

import data.dockwarden.dockerfile["label-invalid-value"] as rule

findings(name, value) := found if {
	found := rule.deny with input as {"instructions": {"LABEL": [{"pairs": [{"name": name, "value": value, "known": true, "variables": []}]}]}}
}

test_wrong_forms_are_denied if {
	count(findings("org.opencontainers.image.created", "yesterday")) == 1
	count(findings("org.opencontainers.image.url", "example.com")) == 1
}

test_right_forms_pass if {
	count(findings("org.opencontainers.image.created", "2026-01-02T03:04:05Z")) == 0
	count(findings("org.opencontainers.image.source", "https://example.com/a")) == 0
}

test_placeholders_and_other_labels_pass if {
	count(findings("org.opencontainers.image.url", "{{ url }}")) == 0
	count(findings("url", "example")) == 0
}
