package dockwarden.dockerfile["powershell-errors-ignored_test"]

import data.dockwarden.dockerfile["powershell-errors-ignored"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(script, words) := {"instructions": {"RUN": [{
	"form": "shell", "words": [{"text": script}], "shell": {"name": "powershell", "words": words},
}]}}

test_a_script_that_goes_on_is_denied if {
	count(findings(document("Get-A; Get-B", ["powershell", "-Command"]))) == 1
}

test_a_script_that_stops_passes if {
	count(findings(document("Get-A; Get-B", ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]))) == 0
	count(findings(document("$ErrorActionPreference = 'Stop'; Get-B", ["powershell", "-Command"]))) == 0
}

test_one_command_passes if {
	count(findings(document("Get-A;", ["powershell", "-Command"]))) == 0
}
