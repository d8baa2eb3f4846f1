package dockwarden.compose["remote-source-unpinned_test"]

import data.dockwarden.compose["remote-source-unpinned"] as rule

extending(file) := found if {
	found := rule.deny with input as {"services": {"x": {"name": "x", "extends": {"@": 1, "file": file}}}}
}

test_branches_and_tags_are_denied if {
	every place in [
		"oci://registry.example/app:latest",
		"https://github.com/example/app.git",
		"https://git.example/app.git#main:deploy",
		"git@git.example:app.git#v1",
		"ssh://git@git.example/app.git",
		"github.com/example/app",
	] {
		count(extending(place)) == 1
	}
}

test_commits_digests_and_files_pass if {
	every place in [
		"oci://registry.example/app@sha256:0011",
		"https://git.example/app.git#0123456789012345678901234567890123456789",
		"https://git.example/app.git#0123456789012345678901234567890123456789:deploy",
		"../common.yaml",
		"./git@home",
		"https://git.example/app.git#${COMMIT}",
	] {
		count(extending(place)) == 0
	}
}
