package dockwarden.daemon["credentials-in-proxy_test"]

import data.dockwarden.daemon["credentials-in-proxy"] as rule

findings(address) := found if {
	found := rule.deny with input as {"options": {"proxies": {"set": true, "value": {"http-proxy": address}}}}
}

test_password_is_denied_and_never_shown if {
	some finding in findings("http://build:hunter2@proxy.example:3128")
	not contains(finding.message, "hunter2")
}

test_addresses_without_a_password_pass if {
	every address in ["http://proxy.example:3128", "http://build@proxy.example:3128", "http://proxy/a:b@c", ""] {
		count(findings(address)) == 0
	}
}
