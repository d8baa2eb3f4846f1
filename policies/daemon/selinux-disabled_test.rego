package dockwarden.daemon["selinux-disabled_test"]

import data.dockwarden.daemon["selinux-disabled"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"selinux-enabled": option}}
}

test_switched_off_is_denied if {
	count(findings({"set": true, "value": false})) == 1
}

test_absent_says_nothing_about_the_host if {
	count(findings({"set": false, "value": false})) == 0
}
