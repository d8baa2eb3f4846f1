package dockwarden.daemon["insecure-registries_test"]

import data.dockwarden.daemon["insecure-registries"] as rule

findings(registries) := found if {
	found := rule.deny with input as {"options": {"insecure-registries": {"set": true, "value": registries}}}
}

test_each_registry_is_denied_at_its_item if {
	{finding.at[2] | some finding in findings(["10.0.0.0/8", "localhost:5000", "registry.example:5000"])} == {0, 2}
}

test_loopback_passes if {
	count(findings(["127.0.0.0/8", "127.0.0.1:5000", "localhost", "::1/128", "[::1]:5000"])) == 0
}
