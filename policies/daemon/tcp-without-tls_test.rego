package dockwarden.daemon["tcp-without-tls_test"]

import data.dockwarden.daemon["tcp-without-tls"] as rule

host(loopback) := {"@": 2, "text": "tcp://10.0.0.5:2375", "scheme": "tcp", "loopback": loopback}

findings(loopback, options) := found if {
	found := rule.deny with input as {"hosts": [host(loopback)], "options": options}
}

test_plain_tcp_is_denied if {
	some finding in findings("no", {})
	finding.at == host("no")
}

test_switched_off_is_denied if {
	count(findings("no", {"tlsverify": {"value": false}, "tls": {"value": false}})) == 1
}

test_verified_clients_pass if {
	count(findings("no", {"tlsverify": {"value": true}})) == 0
}

test_encryption_alone_is_left_to_its_own_rule if {
	count(findings("no", {"tls": {"value": true}})) == 0
}

test_loopback_and_unknown_addresses_pass if {
	count(findings("yes", {})) == 0
	count(findings("unknown", {})) == 0
}
