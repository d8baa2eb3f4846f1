package dockwarden.compose["logs-unprotected_test"]

import data.dockwarden.compose["logs-unprotected"] as rule

findings(options) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "logging": {"@": 1, "options": options}}]}
}

test_plain_and_unchecked_are_denied if {
	count(findings({"syslog-address": "udp://logs.example:514"})) == 1
	count(findings({"splunk-insecureskipverify": "true"})) == 1
}

test_encrypted_and_local_pass if {
	every address in ["tcp+tls://logs.example:6514", "unix:///dev/log", "udp://127.0.0.1:514", "tcp://${HOST}:514", "udp://:514"] {
		count(findings({"syslog-address": address})) == 0
	}
	count(findings({"syslog-tls-skip-verify": "false"})) == 0
}
