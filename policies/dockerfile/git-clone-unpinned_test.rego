package dockwarden.dockerfile["git-clone-unpinned_test"]

import data.dockwarden.dockerfile["git-clone-unpinned"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

git(words, flags, instruction) := {
	"keyword": "RUN", "stage": 0, "instruction": instruction, "flags": flags,
	"operands": [{"text": word, "value": word} | some word in words],
}

clone := ["clone", "https://example.com/a.git"]

test_a_plain_clone_is_denied if {
	count(findings({"commands": {"git": [git(clone, {}, 1)]}})) == 1
}

test_a_clone_of_a_named_revision_passes if {
	count(findings({"commands": {"git": [git(clone, {"--branch": {}}, 1)]}})) == 0
}

test_a_checkout_afterwards_passes if {
	count(findings({"commands": {"git": [git(clone, {}, 1), git(["checkout", "abc"], {}, 2)]}})) == 0
}

test_a_clone_of_a_folder_passes if {
	count(findings({"commands": {"git": [git(["clone", "/src/a"], {}, 1)]}})) == 0
}
