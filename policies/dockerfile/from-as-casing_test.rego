package dockwarden.dockerfile["from-as-casing_test"]

import data.dockwarden.dockerfile["from-as-casing"] as rule

fixes(from, word) := found if {
	words := [{"text": "alpine"}, {"text": word}, {"text": "build"}]
	line := object.union({"keyword": "FROM", "words": words}, from)
	found := {finding.fix.text | some finding in rule.deny} with input as {
		"instructions": {"FROM": [line]},
		"spellings": {"lower": [line | line.written == "from"]},
	}
}

capitals := {}

test_different_case_is_denied if {
	fixes(capitals, "as") == {"AS"}
	fixes({"written": "from"}, "AS") == {"as"}
	fixes(capitals, "As") == {"AS"}
}

test_the_same_case_passes if {
	count(fixes(capitals, "AS")) == 0
	count(fixes({"written": "from"}, "as")) == 0
}

test_mixed_case_fits_nothing if {
	count(fixes({"written": "From"}, "as")) == 0
}
