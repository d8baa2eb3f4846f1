package dockwarden.dockerfile["command-without-secret-mount_test"]

import data.dockwarden.dockerfile["command-without-secret-mount"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(mounts) := {
	"commands": {"npm": [{"keyword": "RUN", "instruction": 1}]},
	"instructions": {"RUN": [{"index": 1, "mounts": mounts}]},
}

judged(mounts) := found if {
	found := rule.deny with input as document(mounts)
		with data.config as {"dockerfile/command-without-secret-mount": {"secrets": {"npm": ["npmrc"]}}}
}

test_a_command_without_its_mount_is_denied if {
	count(judged([])) == 1
	count(judged([{"type": "cache", "options": {"id": {"text": "npmrc"}}}])) == 1
}

test_a_command_with_its_mount_passes if {
	count(judged([{"type": "secret", "options": {"id": {"text": "npmrc"}}}])) == 0
}

test_without_a_list_everything_passes if {
	count(findings(document([]))) == 0
}
