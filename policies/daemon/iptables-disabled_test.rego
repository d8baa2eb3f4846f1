package dockwarden.daemon["iptables-disabled_test"]

import data.dockwarden.daemon["iptables-disabled"] as rule

findings(value) := found if {
	found := rule.deny with input as {"options": {"iptables": {"value": value}}}
}

test_off_is_denied if {
	count(findings(false)) == 1
}

test_on_passes if {
	count(findings(true)) == 0
}
