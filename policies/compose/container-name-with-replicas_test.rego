package dockwarden.compose["container-name-with-replicas_test"]

import data.dockwarden.compose["container-name-with-replicas"] as rule

findings(service) := found if {
	found := rule.deny with input as {"services": {"x": object.union({"name": "x", "container_name": "n"}, service)}}
}

test_more_than_one_is_denied if {
	count(findings({"scale": 2})) == 1
	count(findings({"deploy": {"@": 1, "replicas": 3}})) == 1
}

test_one_and_unknown_pass if {
	count(findings({"scale": 1})) == 0
	count(findings({"deploy": {"@": 1, "replicas": 1}})) == 0
	count(findings({"scale": {"@": 1, "unknown": "${N}"}})) == 0
	count(findings({})) == 0
}
