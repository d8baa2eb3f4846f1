package dockwarden.dockerfile["secret-mount-copied-out_test"]

import data.dockwarden.dockerfile["secret-mount-copied-out"] as rule

mount := {"type": "secret", "options": {"id": {"text": "key"}}}

command(words, target) := {
	"name": words[0], "keyword": "RUN", "instruction": 0, "pipe_to": [],
	"operands": [{"text": word} | some index, word in words; index > 0],
	"redirects": [{"operator": ">", "target": {"text": path}} | some path in target],
}

findings(mounts, commands) := found if {
	found := rule.deny with input as {
		"instructions": {"RUN": [{"index": 0, "mounts": mounts, "commands": commands}]},
		"commands": {name: [one | some one in commands; one.name == name] | some name in {one.name | some one in commands}},
	}
}

test_copies_are_denied if {
	count(findings([mount], [command(["cp", "/run/secrets/key", "/root/.npmrc"], [])])) == 1
	count(findings([mount], [command(["cat", "/run/secrets/key"], ["/root/.npmrc"])])) == 1
}

test_copies_that_are_removed_pass if {
	count(findings([mount], [
		command(["cp", "/run/secrets/key", "/root/.npmrc"], []),
		command(["rm", "/root/.npmrc"], []),
	])) == 0
}

test_reading_passes if {
	count(findings([mount], [command(["cat", "/run/secrets/key"], [])])) == 0
}

test_other_files_pass if {
	count(findings([mount], [command(["cp", "/a", "/b"], [])])) == 0
	count(findings([], [command(["cp", "/run/secrets/key", "/b"], [])])) == 0
}
