package dockwarden.daemon["userland-proxy-enabled_test"]

import data.dockwarden.daemon["userland-proxy-enabled"] as rule

findings(value) := found if {
	found := rule.deny with input as {"options": {"userland-proxy": {"value": value}}}
}

test_on_is_denied if {
	count(findings(true)) == 1
}

test_off_passes if {
	count(findings(false)) == 0
}
