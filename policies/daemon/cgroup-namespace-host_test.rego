package dockwarden.daemon["cgroup-namespace-host_test"]

import data.dockwarden.daemon["cgroup-namespace-host"] as rule

findings(option) := found if {
	found := rule.deny with input as {"options": {"default-cgroupns-mode": option}}
}

test_host_is_denied if {
	count(findings({"set": true, "value": "host"})) == 1
}

test_private_and_absent_pass if {
	count(findings({"set": true, "value": "private"})) == 0
	count(findings({"set": false, "value": "host"})) == 0
}
