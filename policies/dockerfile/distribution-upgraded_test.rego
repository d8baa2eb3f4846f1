package dockwarden.dockerfile["distribution-upgraded_test"]

import data.dockwarden.dockerfile["distribution-upgraded"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(word) := {"commands": {"zypper": [{"keyword": "RUN", "operands": [{"value": word}]}]}}

test_a_distribution_upgrade_is_denied if {
	count(findings(document("dup"))) == 1
}

test_an_update_of_packages_passes if {
	count(findings(document("update"))) == 0
}
