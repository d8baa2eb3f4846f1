package dockwarden.compose["privileged-host-port_test"]

import data.dockwarden.compose["privileged-host-port"] as rule

findings(published) := found if {
	found := rule.deny with input as {"containers": [{
		"name": "x",
		"ports": [{"target": 8080, "published": published}],
	}]}
}

test_low_ports_are_denied if {
	every published in ["25", "1023", "500-1500"] {
		count(findings(published)) == 1
	}
}

test_high_ports_and_the_web_pass if {
	every published in ["1024", "8080", "443", "0", {"@": 1, "unknown": "${PORT}"}] {
		count(findings(published)) == 0
	}
}
