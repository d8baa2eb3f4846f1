package dockwarden.dockerfile["tls-verification-off_test"]

import data.dockwarden.dockerfile["tls-verification-off"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_curl_with_k_is_denied if {
	count(findings({"commands": {"curl": [{"keyword": "RUN", "flags": {"-k": {"text": ""}}}]}})) == 1
}

test_wget_without_check_is_denied if {
	count(findings({"commands": {"wget": [{"keyword": "RUN", "flags": {"--no-check-certificate": {"text": ""}}}]}})) == 1
}

test_curl_with_other_flags_passes if {
	count(findings({"commands": {"curl": [{"keyword": "RUN", "flags": {"-f": {"text": ""}}}]}})) == 0
}

test_a_variable_is_denied if {
	count(findings({"instructions": {"ENV": [{"pairs": [{"name": "NODE_TLS_REJECT_UNAUTHORIZED", "value": "0"}]}]}})) == 1
}

test_a_variable_that_verifies_passes if {
	count(findings({"instructions": {"ENV": [{"pairs": [{"name": "NODE_TLS_REJECT_UNAUTHORIZED", "value": "1"}]}]}})) == 0
}

test_a_health_check_of_the_container_itself_passes if {
	count(findings({"commands": {"curl": [{"keyword": "HEALTHCHECK", "flags": {"-k": {"text": ""}}}]}})) == 0
}
