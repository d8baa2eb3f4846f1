package dockwarden.compose["container-name-duplicate_test"]

import data.dockwarden.compose["container-name-duplicate"] as rule

findings(services) := found if {
	found := rule.deny with input as {"services": {name: object.union({"name": name, "profiles": []}, service) | some name, service in services}}
}

test_same_name_is_denied if {
	count(findings({"a": {"container_name": "x"}, "b": {"container_name": "x"}})) == 1
	count(findings({"a": {"container_name": "x", "profiles": ["p", "q"]}, "b": {"container_name": "x", "profiles": ["q"]}})) == 1
}

test_names_apart_pass if {
	count(findings({"a": {"container_name": "x"}, "b": {"container_name": "y"}, "c": {}})) == 0
	count(findings({"a": {"container_name": "x", "profiles": ["p"]}, "b": {"container_name": "x", "profiles": ["q"]}})) == 0
	count(findings({"a": {"container_name": "x"}, "b": {"container_name": "x", "scale": 0}})) == 0
}
