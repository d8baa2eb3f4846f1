package dockwarden.dockerfile["legacy-key-value_test"]

import data.dockwarden.dockerfile["legacy-key-value"] as rule

findings(pair) := found if {
	found := rule.deny with input as {"instructions": {"ENV": [{"pairs": [object.union({"name": "A", "variables": []}, pair)]}]}}
}

fixed(text) := {finding.fix.text | some finding in findings({"legacy": true, "text": text})}

test_the_old_form_is_mended if {
	fixed("b") == {"A=b"}
	fixed("b c") == {`A="b c"`}
}

test_quotes_have_no_fix if {
	count(findings({"legacy": true, "text": `b "c"`})) == 1
	fixed(`b "c"`) == set()
}

test_the_new_form_passes if {
	count(findings({"legacy": false, "text": "b"})) == 0
}
