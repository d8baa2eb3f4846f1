package dockwarden.compose["secret-in-options_test"]

import data.dockwarden.compose["secret-in-options"] as rule

mounted(options) := found if {
	found := rule.deny with input as {"volumes": {"v": {"@": 1, "driver_opts": options}}}
}

logged(options) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "logging": {"@": 1, "options": options}}]}
}

test_written_secrets_are_denied if {
	count(mounted({"o": "username=joe,password=kitten-9,vers=3.0"})) == 1
	count(mounted({"password": "kitten-9"})) == 1
	count(logged({"splunk-token": "176FCEBF-4CF5-4EDF-91BC"})) == 1
}

test_variables_files_and_other_options_pass if {
	count(mounted({"o": "addr=10.0.0.1,rw,nolock", "type": "nfs"})) == 0
	count(mounted({"o": "credentials=/etc/cifs,uid=1000"})) == 0
	count(mounted({"o": "username=joe,password=${PW}"})) == 0
	count(mounted({"o": {"@": 2, "unknown": "username=joe,password=${PW}"}})) == 0
	count(logged({"splunk-token": {"@": 2, "unknown": "${TOKEN}"}, "tag": "app"})) == 0
}
