package dockwarden.dockerfile["copy-from-stage-by-index_test"]

import data.dockwarden.dockerfile["copy-from-stage-by-index"] as rule

findings(text, stages) := found if {
	found := rule.deny with input as {
		"stages": stages,
		"instructions": {"COPY": [{"from": {"kind": "stage", "stage": 0, "text": text}}]},
	}
}

test_a_number_becomes_the_name if {
	{finding.fix.text | some finding in findings("0", [{"name": "build"}, {}])} == {"build"}
}

test_a_stage_without_a_name_has_no_fix if {
	some finding in findings("0", [{}, {}])
	not finding.fix
}

test_a_name_passes if {
	count(findings("build", [{"name": "build"}, {}])) == 0
}
