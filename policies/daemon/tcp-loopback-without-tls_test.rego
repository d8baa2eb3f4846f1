package dockwarden.daemon["tcp-loopback-without-tls_test"]

import data.dockwarden.daemon["tcp-loopback-without-tls"] as rule

findings(loopback, options) := found if {
	host := {"text": "tcp://127.0.0.1:2375", "scheme": "tcp", "loopback": loopback}
	found := rule.deny with input as {"hosts": [host], "options": options}
}

test_loopback_is_denied if {
	count(findings("yes", {})) == 1
}

test_verified_clients_pass if {
	count(findings("yes", {"tlsverify": {"value": true}})) == 0
}

test_other_addresses_are_left_to_their_own_rule if {
	count(findings("no", {})) == 0
}
