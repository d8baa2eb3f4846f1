package dockwarden.daemon["registry-mirror-plain_test"]

import data.dockwarden.daemon["registry-mirror-plain"] as rule

findings(mirror) := found if {
	found := rule.deny with input as {"options": {"registry-mirrors": {"set": true, "value": [mirror]}}}
}

test_plain_http_is_denied if {
	count(findings("http://mirror.example:5000")) == 1
}

test_tls_and_loopback_pass if {
	every mirror in ["https://mirror.example", "http://127.0.0.1:5000", "http://localhost:5000/"] {
		count(findings(mirror)) == 0
	}
}
