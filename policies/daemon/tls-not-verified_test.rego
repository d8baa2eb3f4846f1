package dockwarden.daemon["tls-not-verified_test"]

import data.dockwarden.daemon["tls-not-verified"] as rule

findings(options) := found if {
	found := rule.deny with input as {"options": options}
}

test_encryption_alone_is_denied if {
	count(findings({"tls": {"value": true}, "tlsverify": {"value": false}})) == 1
}

test_verified_clients_pass if {
	count(findings({"tls": {"value": true}, "tlsverify": {"value": true}})) == 0
}

test_no_tls_is_left_to_its_own_rule if {
	count(findings({"tls": {"value": false}, "tlsverify": {"value": false}})) == 0
}
