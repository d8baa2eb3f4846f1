package dockwarden.daemon["logs-unprotected_test"]

import data.dockwarden.daemon["logs-unprotected"] as rule

findings(options) := found if {
	found := rule.deny with input as {"options": {"log-opts": {"@": 1, "set": true, "value": options}}}
}

test_plain_and_unchecked_are_denied if {
	count(findings({"syslog-address": "tcp://logs.example:514"})) == 1
	count(findings({"splunk-insecureskipverify": "true"})) == 1
}

test_encrypted_and_local_pass if {
	count(findings({"syslog-address": "tcp+tls://logs.example:6514", "syslog-tls-skip-verify": "false"})) == 0
	count(findings({"syslog-address": "unixgram:///dev/log"})) == 0
}
