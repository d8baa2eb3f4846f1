package dockwarden.daemon["builder-entitlements_test"]

import data.dockwarden.daemon["builder-entitlements"] as rule

findings(entitlements) := found if {
	found := rule.deny with input as {"options": {"builder": {"set": true, "value": {"entitlements": entitlements}}}}
}

test_insecure_steps_are_denied if {
	count(findings({"security-insecure": true})) == 1
}

test_others_pass if {
	count(findings({"security-insecure": false, "network-host": true})) == 0
}
