package dockwarden.dockerfile["run-host-network_test"]

import data.dockwarden.dockerfile["run-host-network"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_it_is_denied if {
	count(findings({"instructions": {"RUN": [{"flags": {"network": {"value": "host"}}}]}})) == 1
}

test_other_values_pass if {
	count(findings({"instructions": {"RUN": [{"flags": {"network": {"value": "none"}}}]}})) == 0
}

test_without_the_flag_it_passes if {
	count(findings({"instructions": {"RUN": [{"flags": {}}]}})) == 0
}
