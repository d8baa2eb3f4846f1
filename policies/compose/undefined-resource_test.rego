package dockwarden.compose["undefined-resource_test"]

import data.dockwarden.compose["undefined-resource"] as rule

findings(alone, reference) := found if {
	found := rule.deny with input as {"alone": alone, "references": [object.union({"from": "x", "name": "back"}, reference)]}
}

test_undefined_network_is_denied if {
	count(findings(true, {"kind": "network", "defined": false})) == 1
}

test_part_of_a_project_passes if {
	count(findings(false, {"kind": "network", "defined": false})) == 0
}

test_defined_networks_pass if {
	count(findings(true, {"kind": "network", "defined": true})) == 0
}
