package dockwarden.dockerfile["two-downloaders_test"]

import data.dockwarden.dockerfile["two-downloaders"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

command(name, stage, instruction) := {"name": name, "keyword": "RUN", "stage": stage, "instruction": instruction}

document(wget_stage) := {
	"stages": [{"index": 0}, {"index": 1}],
	"commands": {"curl": [command("curl", 0, 1)], "wget": [command("wget", wget_stage, 2)]},
}

test_both_in_one_stage_are_denied if {
	count(findings(document(0))) == 1
}

test_one_in_each_stage_passes if {
	count(findings(document(1))) == 0
}
