package dockwarden.daemon["secret-in-options_test"]

import data.dockwarden.daemon["secret-in-options"] as rule

findings(options) := found if {
	found := rule.deny with input as {"options": {"log-opts": {"@": 1, "set": true, "value": options}}}
}

test_written_secret_is_denied if {
	count(findings({"splunk-token": "176FCEBF-4CF5-4EDF-91BC"})) == 1
}

test_other_options_pass if {
	count(findings({"max-size": "10m", "splunk-url": "https://logs.example", "token-file": "/run/token"})) == 0
}
