package dockwarden.compose["mount-propagation-shared_test"]

import data.dockwarden.compose["mount-propagation-shared"] as rule

findings(propagation) := found if {
	found := rule.deny with input as {"containers": [{
		"name": "x",
		"volumes": [{"text": "./mnt:/mnt", "target": "/mnt", "propagation": propagation}],
	}]}
}

test_shared_is_denied if {
	every propagation in ["shared", "rshared"] {
		count(findings(propagation)) == 1
	}
}

test_receiving_only_passes if {
	every propagation in ["rslave", "rprivate"] {
		count(findings(propagation)) == 0
	}
}
