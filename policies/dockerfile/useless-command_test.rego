package dockwarden.dockerfile["useless-command_test"]

import data.dockwarden.dockerfile["useless-command"] as rule

findings(words) := found if {
	command := {
		"@": 1, "name": words[0], "keyword": "RUN", "instruction": 0, "pipe_from": [],
		"words": [{"text": word, "value": word} | some word in words],
		"operands": [{"value": word} | some index, word in words; index > 0; not startswith(word, "-")],
		"flags": {word: {} | some word in words; startswith(word, "-")},
	}
	found := rule.deny with input as {
		"commands": {words[0]: [command]},
		"text": concat(" ", words), "instructions": {"RUN": [{"index": 0, "mounts": [], "commands": [command]}]},
	}
}

test_tools_for_hosts_are_denied if {
	every words in [["shutdown", "now"], ["top"], ["ssh", "host"], ["systemctl", "start", "x"], ["vim", "a"], ["service", "x", "start"]] {
		count(findings(words)) == 1
	}
}

test_useful_calls_pass if {
	every words in [["systemctl", "enable", "x"], ["vim", "+PluginInstall", "+qall"], ["ssh", "-T", "git@github.com"], ["service", "x", "stop"]] {
		count(findings(words)) == 0
	}
}
