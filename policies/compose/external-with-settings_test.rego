package dockwarden.compose["external-with-settings_test"]

import data.dockwarden.compose["external-with-settings"] as rule

findings(table, entry) := found if {
	found := rule.deny with input as {table: {"x": object.union({"@": 1, "name": "x", "extra": {}, "labels": {}}, entry)}}
}

test_settings_of_an_external_are_denied if {
	count(findings("volumes", {"external": true, "driver": "local"})) == 1
	count(findings("networks", {"external": true, "internal": true})) == 1
	count(findings("secrets", {"external": true, "file": "a"})) == 1
}

test_external_alone_and_own_pass if {
	count(findings("volumes", {"external": true})) == 0
	count(findings("volumes", {"external": false, "driver": "local"})) == 0
	count(findings("volumes", {"external": {"@": 2, "unknown": "${X}"}, "driver": "local"})) == 0
}
