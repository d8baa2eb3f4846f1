package dockwarden.daemon["builder-network-host_test"]

import data.dockwarden.daemon["builder-network-host"] as rule

findings(entitlements) := found if {
	found := rule.deny with input as {"options": {"builder": {"set": true, "value": {"entitlements": entitlements}}}}
}

test_allowed_is_denied if {
	count(findings({"network-host": true})) == 1
}

test_forbidden_and_absent_pass if {
	count(findings({"network-host": false})) == 0
	count(findings({})) == 0
}
