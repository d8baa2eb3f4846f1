package dockwarden.dockerfile["healthcheck-missing_test"]

import data.dockwarden.dockerfile["healthcheck-missing"] as rule

findings(stage) := found if {
	found := rule.deny with input as {"stages": [stage]}
}

test_an_image_without_a_check_is_denied if {
	count(findings({"final": true, "exposes": [], "cmd": {"keyword": "CMD"}})) == 1
	count(findings({"final": true, "exposes": [{"port": 80}]})) == 1
}

test_a_check_passes if {
	count(findings({"final": true, "exposes": [], "cmd": {"keyword": "CMD"}, "healthcheck": {"none": false}})) == 0
}

test_a_check_switched_off_passes if {
	count(findings({"final": true, "exposes": [], "cmd": {"keyword": "CMD"}, "healthcheck": {"none": true}})) == 0
}

test_other_stages_pass if {
	count(findings({"final": false, "exposes": [], "cmd": {"keyword": "CMD"}})) == 0
}

test_an_image_that_runs_nothing_passes if {
	count(findings({"final": true, "exposes": []})) == 0
}
