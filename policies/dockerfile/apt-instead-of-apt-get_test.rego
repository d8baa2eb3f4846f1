package dockwarden.dockerfile["apt-instead-of-apt-get_test"]

import data.dockwarden.dockerfile["apt-instead-of-apt-get"] as rule

findings(verb) := found if {
	found := rule.deny with input as {"commands": {"apt": [{
		"keyword": "RUN", "words": [{"value": "apt"}], "operands": [{"value": verb}],
	}]}}
}

test_apt_becomes_apt_get if {
	{finding.fix.text | some finding in findings("install")} == {"apt-get"}
}

test_words_of_its_own_have_no_fix if {
	every finding in findings("list") {
		not finding.fix
	}
	count(findings("list")) == 1
}
