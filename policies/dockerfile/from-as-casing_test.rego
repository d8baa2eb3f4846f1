package dockwarden.dockerfile["from-as-casing_test"]

import data.dockwarden.dockerfile["from-as-casing"] as rule

fixes(line, word) := found if {
	found := {finding.fix.text | some finding in rule.deny} with input as {
		"text": concat("\n", ["# first", line]),
		"instructions": {"FROM": [{"line": 2, "words": [{"text": "alpine"}, {"text": word}, {"text": "build"}]}]},
	}
}

test_different_case_is_denied if {
	fixes("FROM alpine as build", "as") == {"AS"}
	fixes("  from alpine AS build", "AS") == {"as"}
	fixes("FROM alpine As build", "As") == {"AS"}
}

test_the_same_case_passes if {
	count(fixes("FROM alpine AS build", "AS")) == 0
	count(fixes("from alpine as build", "as")) == 0
}

test_mixed_case_fits_nothing if {
	count(fixes("From alpine as build", "as")) == 0
}
