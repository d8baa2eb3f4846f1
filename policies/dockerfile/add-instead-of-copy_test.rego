package dockwarden.dockerfile["add-instead-of-copy_test"]

import data.dockwarden.dockerfile["add-instead-of-copy"] as rule

findings(kind, path, flags) := found if {
	found := rule.deny with input as {"instructions": {"ADD": [{
		"keyword": "ADD",
		"flags": flags,
		"sources": [{"source": kind, "value": path}],
	}]}}
}

test_a_plain_file_is_denied if {
	count(findings("path", "app.py", {})) == 1
	count(findings("path", "src/", {"chown": {}})) == 1
	count(findings("path", "target/*.jar", {})) == 1
}

test_archives_patterns_and_addresses_pass if {
	count(findings("path", "app.tar.gz", {})) == 0
	count(findings("path", "build/*", {})) == 0
	count(findings("path", "build/*.tar.gz", {})) == 0
	count(findings("url", "https://example.com/a", {})) == 0
}

test_flags_that_only_add_has_pass if {
	count(findings("path", "a", {"unpack": {}})) == 0
}
