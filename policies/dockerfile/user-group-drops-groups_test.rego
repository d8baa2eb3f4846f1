package dockwarden.dockerfile["user-group-drops-groups_test"]

import data.dockwarden.dockerfile["user-group-drops-groups"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

words(list) := [{"text": word, "value": word} | some word in list]

document(command, group) := {
	"stages": [{"index": 0, "base": {"kind": "image"}}],
	"instructions": {"USER": [{
		"index": 2, "stage": 0, "onbuild": false,
		"sets": {"name": "app", "group": group, "known": true},
	}]},
	"commands": {command[0]: [{
		"keyword": "RUN", "stage": 0, "instruction": 1, "words": words(command),
		"operands": words([word | some index, word in command; index > 0; not startswith(word, "-")]),
	}]},
}

test_a_group_that_was_granted_and_dropped_is_denied if {
	count(findings(document(["usermod", "-aG", "audio", "app"], "app"))) == 1
	count(findings(document(["addgroup", "app", "audio"], "app"))) == 1
	count(findings(document(["gpasswd", "-a", "app", "audio"], "app"))) == 1
}

test_the_group_that_was_granted_passes if {
	count(findings(document(["usermod", "-aG", "audio", "app"], "audio"))) == 0
}

test_another_user_passes if {
	count(findings(document(["usermod", "-aG", "audio", "web"], "app"))) == 0
}
