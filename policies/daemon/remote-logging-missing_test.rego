package dockwarden.daemon["remote-logging-missing_test"]

import data.dockwarden.daemon["remote-logging-missing"] as rule

findings(driver) := found if {
	found := rule.deny with input as {"options": {"log-driver": {"value": driver}}}
}

test_local_files_are_denied if {
	count(findings("json-file")) == 1
	count(findings("local")) == 1
}

test_sending_drivers_pass if {
	count(findings("fluentd")) == 0
}
