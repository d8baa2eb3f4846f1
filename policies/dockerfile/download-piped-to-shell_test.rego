package dockwarden.dockerfile["download-piped-to-shell_test"]

import data.dockwarden.dockerfile["download-piped-to-shell"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_curl_into_a_shell_is_denied if {
	count(findings({"commands": {"curl": [{"keyword": "RUN", "pipe_to": ["bash"]}]}})) == 1
}

test_curl_into_tar_passes if {
	count(findings({"commands": {"curl": [{"keyword": "RUN", "pipe_to": ["tar"]}]}})) == 0
}

test_curl_alone_passes if {
	count(findings({"commands": {"curl": [{"keyword": "RUN", "pipe_to": []}]}})) == 0
}
