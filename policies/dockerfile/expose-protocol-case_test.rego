package dockwarden.dockerfile["expose-protocol-case_test"]

import data.dockwarden.dockerfile["expose-protocol-case"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(text) := {"instructions": {"EXPOSE": [{"ports": [{"text": text}]}]}}

test_upper_case_is_denied if {
	count(findings(document("80/TCP"))) == 1
}

test_lower_case_passes if {
	count(findings(document("80/tcp"))) == 0
	count(findings(document("$PORT/TCP"))) == 0
}
