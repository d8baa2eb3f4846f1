package dockwarden.dockerfile["workdir-relative_test"]

import data.dockwarden.dockerfile["workdir-relative"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_a_relative_path_is_denied if {
	count(findings({"instructions": {"WORKDIR": [{"absolute": "no", "path": {"text": "app"}, "workdir": {"set": false}}]}})) == 1
}

test_an_absolute_path_passes if {
	count(findings({"instructions": {"WORKDIR": [{"absolute": "yes", "path": {"text": "app"}, "workdir": {"set": false}}]}})) == 0
}

test_an_unknown_path_passes if {
	count(findings({"instructions": {"WORKDIR": [{"absolute": "unknown", "path": {"text": "app"}, "workdir": {"set": false}}]}})) == 0
}
