package dockwarden.dockerfile["stage-name-casing_test"]

import data.dockwarden.dockerfile["stage-name-casing"] as rule

findings(words) := found if {
	found := rule.deny with input as {"instructions": {"FROM": [{"words": [{"text": word} | some word in words]}]}}
}

test_capitals_are_denied if {
	count(findings(["alpine", "AS", "Build"])) == 1
}

test_small_letters_and_stages_without_a_name_pass if {
	count(findings(["alpine", "AS", "build-2"])) == 0
	count(findings(["Alpine"])) == 0
}
