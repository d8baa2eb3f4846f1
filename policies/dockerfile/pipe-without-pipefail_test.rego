package dockwarden.dockerfile["pipe-without-pipefail_test"]

import data.dockwarden.dockerfile["pipe-without-pipefail"] as rule

findings(shell, text, names) := found if {
	found := rule.deny with input as {"instructions": {"RUN": [{
		"form": "shell", "shell": shell, "words": [{"text": text}], "heredocs": [],
		"commands": [{"name": name, "pipe_to": array.slice(names, index + 1, count(names))} | some index, name in names],
	}]}}
}

sh := {"name": "sh", "pipefail": false}

test_a_pipe_is_denied_once if {
	count(findings(sh, "curl x | gunzip | tar x", ["curl", "gunzip", "tar"])) == 1
}

test_commands_without_a_pipe_pass if {
	count(findings(sh, "curl x", ["curl"])) == 0
}

test_pipefail_passes if {
	count(findings({"name": "bash", "pipefail": true}, "curl x | sh", ["curl", "sh"])) == 0
	count(findings(sh, "set -o pipefail; curl x | sh", ["curl", "sh"])) == 0
}

test_commands_that_do_not_fail_pass if {
	count(findings(sh, "echo x | tee y", ["echo", "tee"])) == 0
	count(findings(sh, "yes | apt-get install x", ["yes", "apt-get"])) == 0
}

test_questions_pass if {
	count(findings(sh, "id | grep -q root", ["id", "grep"])) == 0
}

test_other_shells_pass if {
	count(findings({"name": "powershell", "pipefail": false}, "a | b", ["a", "b"])) == 0
}
