package dockwarden.dockerfile["setuid-mode-set_test"]

import data.dockwarden.dockerfile["setuid-mode-set"] as rule

findings(mode) := found if {
	found := rule.deny with input as {
		"stages": [{"used": true}],
		"instructions": {},
		"commands": {"chmod": [{"keyword": "RUN", "stage": 0, "operands": [{"text": mode, "value": mode}]}]},
	}
}

test_setuid_is_denied if {
	every mode in ["4755", "6755", "04755", "u+s", "+s", "a+s", "u=rwxs,g=rx"] {
		count(findings(mode)) == 1
	}
}

test_other_modes_pass if {
	every mode in ["755", "2755", "1777", "0755", "g+s", "u-s", "a-s", "+x", "u+x"] {
		count(findings(mode)) == 0
	}
}
