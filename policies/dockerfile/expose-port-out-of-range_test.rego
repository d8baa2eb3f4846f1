package dockwarden.dockerfile["expose-port-out-of-range_test"]

import data.dockwarden.dockerfile["expose-port-out-of-range"] as rule

findings(port) := found if {
	found := rule.deny with input as {"instructions": {"EXPOSE": [{"ports": [object.union({"text": "x"}, port)]}]}}
}

test_numbers_out_of_range_are_denied if {
	count(findings({"port": 65536})) == 1
	count(findings({"port": 0})) == 1
	count(findings({"port": 65000, "end": 70000})) == 1
}

test_ports_pass if {
	count(findings({"port": 1})) == 0
	count(findings({"port": 65535})) == 0
	count(findings({"port": 80, "end": 90})) == 0
	count(findings({})) == 0
}
