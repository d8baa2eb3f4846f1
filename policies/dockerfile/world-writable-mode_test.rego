package dockwarden.dockerfile["world-writable-mode_test"]

import data.dockwarden.dockerfile["world-writable-mode"] as rule

findings(mode) := found if {
	found := rule.deny with input as {
		"stages": [{"used": true}],
		"instructions": {},
		"commands": {"chmod": [{"keyword": "RUN", "stage": 0, "operands": [{"text": mode, "value": mode}]}]},
	}
}

test_modes_that_let_everybody_write_are_denied if {
	every mode in ["777", "0777", "666", "a+w", "o+rwx", "ugo=rwx", "u+x,o+w", "o-w,a+w", "a+rw-x"] {
		count(findings(mode)) == 1
	}
}

test_narrow_and_sticky_modes_pass if {
	every mode in ["755", "644", "1777", "+x", "u+w", "g+w", "o-w", "a+x", "a+rX", "a+rX-w", "a=rwx,o-w", "a+rwX,o=rX", "a+rwxt"] {
		count(findings(mode)) == 0
	}
}
