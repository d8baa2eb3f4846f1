package dockwarden.compose["version-obsolete_test"]

import data.dockwarden.compose["version-obsolete"] as rule

test_version_is_denied if {
	count(rule.deny) == 1 with input as {"@": 1, "format": "spec", "version": "3.8"}
}

test_no_version_passes if {
	count(rule.deny) == 0 with input as {"@": 1, "format": "spec"}
}
