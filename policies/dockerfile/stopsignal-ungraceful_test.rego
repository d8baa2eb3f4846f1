package dockwarden.dockerfile["stopsignal-ungraceful_test"]

import data.dockwarden.dockerfile["stopsignal-ungraceful"] as rule

findings(signal) := found if {
	found := rule.deny with input as {"instructions": {"STOPSIGNAL": [{"signal": {"text": signal, "value": signal}}]}}
}

test_signals_that_cannot_be_handled_are_denied if {
	every signal in ["SIGKILL", "KILL", "9", "sigstop"] {
		count(findings(signal)) == 1
	}
}

test_other_signals_pass if {
	every signal in ["SIGTERM", "SIGQUIT", "15", "SIGRTMIN+3"] {
		count(findings(signal)) == 0
	}
}
