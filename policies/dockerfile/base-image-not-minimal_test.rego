package dockwarden.dockerfile["base-image-not-minimal_test"]

import data.dockwarden.dockerfile["base-image-not-minimal"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_a_full_image_is_denied_and_the_smaller_one_named if {
	image := {"value": "python:3.13", "minimal": "no", "smaller": "python:3.13-slim"}
	some finding in findings({"stages": [{"final": true, "root_base": image}]})
	contains(finding.message, "python:3.13-slim")
}

test_an_image_of_unknown_size_passes if {
	count(findings({"stages": [{"final": true, "root_base": {"value": "acme/app", "minimal": "unknown"}}]})) == 0
}

test_the_image_of_a_build_stage_passes if {
	count(findings({"stages": [{"final": false, "root_base": {"value": "golang", "minimal": "no"}}]})) == 0
}
