package dockwarden.dockerfile["add-remote-without-checksum_test"]

import data.dockwarden.dockerfile["add-remote-without-checksum"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_a_download_is_denied if {
	count(findings({"instructions": {"ADD": [{"flags": {}, "sources": [{"source": "url", "value": "https://example.com/a"}]}]}})) == 1
}

test_a_checksum_passes if {
	count(findings({"instructions": {"ADD": [{"flags": {"checksum": {"text": "sha256:0"}}, "sources": [{"source": "url", "value": "https://example.com/a"}]}]}})) == 0
}

test_a_file_passes if {
	count(findings({"instructions": {"ADD": [{"flags": {}, "sources": [{"source": "path", "value": "a"}]}]}})) == 0
}
