package dockwarden.dockerfile["user-not-numeric_test"]

import data.dockwarden.dockerfile["user-not-numeric"] as rule

findings(name, final) := found if {
	user := {"source": "instruction", "known": true, "root": "no", "name": name}
	found := rule.deny with input as {"stages": [{"final": final, "user": user}]}
}

test_a_name_is_denied if {
	count(findings("app", true)) == 1
}

test_a_number_passes if {
	count(findings("65532", true)) == 0
}

test_other_stages_pass if {
	count(findings("app", false)) == 0
}
