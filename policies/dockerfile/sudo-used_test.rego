package dockwarden.dockerfile["sudo-used_test"]

import data.dockwarden.dockerfile["sudo-used"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_sudo_is_denied if {
	count(findings({"commands": {"sudo": [{"keyword": "RUN"}]}})) == 1
}

test_sudo_at_run_time_passes if {
	count(findings({"commands": {"sudo": [{"keyword": "CMD"}]}})) == 0
}

test_a_script_that_could_not_be_read_passes if {
	count(findings({"commands": {"sudo": [{"keyword": "RUN", "opaque": true}]}})) == 0
}
