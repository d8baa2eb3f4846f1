package dockwarden.dockerfile["add-git-unpinned_test"]

import data.dockwarden.dockerfile["add-git-unpinned"] as rule

findings(address) := found if {
	source := {"source": "git", "text": address, "value": address}
	found := rule.deny with input as {"instructions": {"ADD": [{"flags": {}, "sources": [source]}]}}
}

severities(address) := {finding.severity | some finding in findings(address)}

test_branches_are_denied if {
	severities("https://example.com/a.git") == {"medium"}
	severities("https://example.com/a.git#main:docs") == {"medium"}
	severities("https://example.com/a.git?branch=main") == {"medium"}
}

test_version_tags_are_told if {
	severities("https://example.com/a.git#v1.2.3") == {"info"}
	severities("https://example.com/a.git?tag=v1.2.3&subdir=docs") == {"info"}
	severities("https://example.com/a.git?ref=v1.2.3&keep-git-dir=1") == {"info"}
}

test_commits_pass if {
	every address in [
		"https://example.com/a.git#0123456789abcdef0123456789abcdef01234567",
		"https://example.com/a.git#0123456789abcdef0123456789abcdef01234567:docs",
		"https://example.com/a.git?tag=v1&commit=0123456789abcdef0123456789abcdef01234567",
	] {
		count(findings(address)) == 0
	}
}
