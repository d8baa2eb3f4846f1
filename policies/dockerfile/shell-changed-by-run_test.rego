package dockwarden.dockerfile["shell-changed-by-run_test"]

import data.dockwarden.dockerfile["shell-changed-by-run"] as rule

findings(words) := found if {
	found := rule.deny with input as {"commands": {words[0]: [{
		"keyword": "RUN", "operands": [{"value": word} | some index, word in words; index > 0],
	}]}}
}

test_another_shell_is_denied if {
	count(findings(["ln", "/bin/bash", "/bin/sh"])) == 1
}

test_other_links_pass if {
	count(findings(["ln", "/bin/sh", "/bin/app"])) == 0
}
