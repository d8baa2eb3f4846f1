package dockwarden.compose["conflicting-keys_test"]

import data.dockwarden.compose["conflicting-keys"] as rule

findings(service) := found if {
	found := rule.deny with input as {"services": {"x": object.union({"name": "x", "networks": {}}, service)}}
}

test_what_a_borrowed_network_forbids_is_denied if {
	every entry in [
		{"ports": [{"@": 1}]},
		{"expose": ["80"]},
		{"hostname": "h"},
		{"dns": ["10.0.0.1"]},
		{"extra_hosts": [{"@": 1}]},
		{"networks": {"a": {"@": 1}}},
	] {
		count(findings(object.union({"network_mode": "container:y"}, entry))) == 1
		count(findings(object.union({"network_mode": "service:y"}, entry))) == 1
	}
}

test_host_network_and_unknown_modes_pass if {
	every mode in ["host", "none", {"@": 1, "unknown": "${MODE}"}] {
		count(findings({"network_mode": mode, "hostname": "h", "ports": [{"@": 1}]})) == 0
	}
	count(findings({"network_mode": {"@": 1, "unknown": "${MODE}"}, "networks": {"a": {"@": 1}}})) == 0
}

test_one_source_passes if {
	count(rule.deny) == 0 with input as {"secrets": {"s": {"@": 1, "file": "a"}}, "configs": {"c": {"@": 2, "content": "a"}}}
}
