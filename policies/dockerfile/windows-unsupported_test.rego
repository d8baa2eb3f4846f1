package dockwarden.dockerfile["windows-unsupported_test"]

import data.dockwarden.dockerfile["windows-unsupported"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(shell) := {
	"stages": [{"instructions": [{"shell": {"name": shell, "source": "default"}}]}],
	"instructions": {"COPY": [{"stage": 0, "flags": {"chmod": {}}}], "STOPSIGNAL": [{"stage": 0, "signal": {"text": "SIGTERM"}}]},
}

test_flags_and_signals_of_linux_are_denied_on_windows if {
	count(findings(document("cmd"))) == 2
}

test_they_pass_elsewhere if {
	count(findings(document("sh"))) == 0
}
