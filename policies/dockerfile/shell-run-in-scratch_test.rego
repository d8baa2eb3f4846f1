package dockwarden.dockerfile["shell-run-in-scratch_test"]

import data.dockwarden.dockerfile["shell-run-in-scratch"] as rule

findings(instructions) := found if {
	found := rule.deny with input as {"stages": [{"base": {"kind": "scratch"}, "instructions": instructions}]}
}

run := {"keyword": "RUN", "form": "shell", "index": 2, "mounts": []}

test_a_shell_in_an_empty_stage_is_denied if {
	count(findings([run])) == 1
}

test_files_may_bring_a_shell if {
	count(findings([{"keyword": "ADD", "index": 1}, run])) == 0
}

test_the_exec_form_passes if {
	count(findings([object.union(run, {"form": "exec"})])) == 0
}
