package dockwarden.compose["selinux-disabled_test"]

import data.dockwarden.compose["selinux-disabled"] as rule

findings(option) := found if {
	found := rule.deny with input as {"containers": [{"name": "x", "security_opt": [option]}]}
}

test_disabling_is_denied if {
	every option in ["label:disable", "label=disable", "label:type:spc_t"] {
		count(findings(option)) == 1
	}
}

test_own_labels_pass if {
	every option in ["label:type:web_t", "label:level:s0:c100,c200"] {
		count(findings(option)) == 0
	}
}
