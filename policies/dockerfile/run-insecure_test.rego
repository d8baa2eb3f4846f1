package dockwarden.dockerfile["run-insecure_test"]

import data.dockwarden.dockerfile["run-insecure"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_it_is_denied if {
	count(findings({"instructions": {"RUN": [{"flags": {"security": {"value": "insecure"}}}]}})) == 1
}

test_other_values_pass if {
	count(findings({"instructions": {"RUN": [{"flags": {"security": {"value": "none"}}}]}})) == 0
}

test_without_the_flag_it_passes if {
	count(findings({"instructions": {"RUN": [{"flags": {}}]}})) == 0
}
