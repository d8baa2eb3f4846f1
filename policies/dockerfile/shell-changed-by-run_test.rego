package dockwarden.dockerfile["shell-changed-by-run_test"]

import data.dockwarden.dockerfile["shell-changed-by-run"] as rule

findings(words) := found if {
	found := rule.deny with input as {"commands": {words[0]: [{
		"name": words[0], "keyword": "RUN", "flags": {word: {} | some word in words; startswith(word, "-")},
		"operands": [{"value": word} | some index, word in words; index > 0; not startswith(word, "-")],
	}]}}
}

test_another_shell_is_denied if {
	count(findings(["ln", "-f", "/bin/bash", "/bin/sh"])) == 1
	count(findings(["mv", "/bin/bash", "/bin/sh"])) == 1
}

test_a_link_beside_the_shell_fails_by_itself if {
	count(findings(["ln", "-s", "/bin/bash", "/bin/sh"])) == 0
}

test_other_links_pass if {
	count(findings(["ln", "/bin/sh", "/bin/app"])) == 0
}
