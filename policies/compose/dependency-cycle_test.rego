package dockwarden.compose["dependency-cycle_test"]

import data.dockwarden.compose["dependency-cycle"] as rule

findings(circles) := found if {
	found := rule.deny with input as {"references": [{"@": i, "from": from, "name": "x", "circle": circle} |
		some i, [from, circle] in circles
	]}
}

test_a_circle_is_denied_once if {
	{finding.message | some finding in findings([["b", "a"], ["a", "a"], ["a", "a"]])} == {"Services wait for each other: a, b"}
}

test_a_service_that_waits_for_itself_is_denied if {
	{finding.message | some finding in findings([["a", "a"]])} == {`Service "a" waits for itself`}
}

test_two_circles_are_denied_twice if {
	count(findings([["a", "a"], ["c", "c"]])) == 2
}

test_references_outside_of_a_circle_pass if {
	found := rule.deny with input as {"references": [{"@": 1, "from": "a", "name": "b"}]}
	count(found) == 0
}
