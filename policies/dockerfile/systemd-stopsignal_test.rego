package dockwarden.dockerfile["systemd-stopsignal_test"]

import data.dockwarden.dockerfile["systemd-stopsignal"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(path, signal) := {
	"stages": [{"index": 0, "final": true, "cmd": {"commands": [{"path": path}]}}],
	"instructions": {"STOPSIGNAL": [{"onbuild": false, "stage": 0, "signal": {"value": signal}}]},
}

test_another_signal_is_denied if {
	count(findings(document("/lib/systemd/systemd", "SIGTERM"))) == 1
}

test_the_signal_of_systemd_passes if {
	count(findings(document("/lib/systemd/systemd", "SIGRTMIN+3"))) == 0
	count(findings(document("/lib/systemd/systemd", "37"))) == 0
}

test_another_program_passes if {
	count(findings(document("/sbin/init", "SIGTERM"))) == 0
}
