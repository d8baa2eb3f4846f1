package dockwarden.daemon["log-rotation-missing_test"]

import data.dockwarden.daemon["log-rotation-missing"] as rule

findings(driver, log_opts) := found if {
	found := rule.deny with input as {"options": {"log-driver": {"value": driver}, "log-opts": log_opts}}
}

test_no_options_are_denied if {
	count(findings("json-file", {"set": false})) == 1
}

test_options_without_a_size_are_denied if {
	count(findings("json-file", {"set": true, "value": {"max-file": "3"}})) == 1
	count(findings("json-file", {"set": true, "value": {"max-size": "-1"}})) == 1
}

test_a_size_passes if {
	count(findings("json-file", {"set": true, "value": {"max-size": "10m"}})) == 0
}

test_drivers_that_rotate_or_send_pass if {
	every driver in ["local", "journald", "syslog"] {
		count(findings(driver, {"set": false})) == 0
	}
}
