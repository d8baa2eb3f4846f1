package dockwarden.dockerfile["install-prompts_test"]

import data.dockwarden.dockerfile["install-prompts"] as rule

findings(words, more) := found if {
	command := object.union(
		{
			"name": words[0], "keyword": "RUN", "pipe_from": [], "redirects": [], "via": [],
			"words": [{"text": word, "value": word, "variables": []} | some word in words],
			"operands": [{"value": word} | some index, word in words; index > 0; not startswith(word, "-")],
			"flags": {word: {} | some word in words; startswith(word, "-")},
		},
		more,
	)
	found := rule.deny with input as {"commands": {words[0]: [command]}, "instructions": {"RUN": []}}
}

test_an_install_that_asks_is_denied if {
	every words in [["apt-get", "install", "curl"], ["yum", "install", "curl"], ["zypper", "in", "curl"]] {
		count(findings(words, {})) == 1
	}
}

test_the_answer_passes if {
	every words in [
		["apt-get", "install", "-y", "curl"], ["apt-get", "-qq", "install", "curl"], ["zypper", "-n", "in", "curl"],
		["dnf", "install", "--assumeyes", "curl"],
	] {
		count(findings(words, {})) == 0
	}
}

test_a_pipe_may_answer if {
	count(findings(["apt-get", "install", "curl"], {"pipe_from": ["yes"]})) == 0
}

test_other_commands_pass if {
	count(findings(["apt-get", "update"], {})) == 0
}
