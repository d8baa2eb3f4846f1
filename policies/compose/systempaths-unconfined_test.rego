package dockwarden.compose["systempaths-unconfined_test"]

import data.dockwarden.compose["systempaths-unconfined"] as rule

findings(option) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "security_opt": [option]}]}
}

test_unconfined_is_denied if {
	count(findings("systempaths=unconfined")) == 1
}

test_other_options_pass if {
	count(findings("no-new-privileges:true")) == 0
}
