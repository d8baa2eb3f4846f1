package dockwarden.dockerfile["cd-without-effect_test"]

import data.dockwarden.dockerfile["cd-without-effect"] as rule

findings(text, names) := found if {
	commands := [{
		"name": name, "keyword": "RUN", "instruction": 0, "operands": [{"text": "/a"}],
		"words": [{"text": name}, {"text": "/a"}],
	} |
		some name in names
	]
	found := rule.deny with input as {
		"commands": {"cd": [one | some one in commands; one.name == "cd"]},
		"instructions": {"RUN": [{"index": 0, "heredocs": [], "words": [{"text": text}], "commands": commands}]},
	}
}

test_a_last_cd_is_denied if {
	count(findings("cd /a", ["cd"])) == 1
	count(findings("mkdir /a && cd /a", ["mkdir", "cd"])) == 1
}

test_a_cd_that_is_used_passes if {
	count(findings("cd /a && make", ["cd", "make"])) == 0
}
