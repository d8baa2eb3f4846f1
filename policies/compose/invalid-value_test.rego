package dockwarden.compose["invalid-value_test"]

import data.dockwarden.compose["invalid-value"] as rule

findings(service) := found if {
	found := rule.deny with input as {"services": {"x": object.union({"name": "x"}, service)}}
}

test_unknown_values_are_denied if {
	every service in [
		{"restart": "sometimes"},
		{"restart": "on-failure:many"},
		{"pull_policy": "often"},
		{"stop_grace_period": "30"},
		{"healthcheck": {"@": 1, "interval": "1x"}},
		{"deploy": {"@": 1, "update_config": {"@": 2, "delay": "soon"}}},
		{"scale": -1},
		{"cap_drop": ["EVERYTHING"]},
		{"volumes": [{"@": 1, "type": "bind", "target": "/a"}]},
		{"gpus": [{"@": 1, "count": "some"}]},
		{"healthcheck": {"@": 1, "test": ["curl", "-f"]}},
	] {
		count(findings(service)) == 1
	}
}

test_known_values_pass if {
	every service in [
		{"restart": "no"},
		{"restart": "on-failure:3"},
		{"restart": {"@": 1, "unknown": "${X}"}},
		{"pull_policy": "every_12h"},
		{"stop_grace_period": "1m30s"},
		{"healthcheck": {"@": 1, "interval": "1.5s", "timeout": "0", "test": ["CMD-SHELL", "true"]}},
		{"scale": 0},
		{"gpus": [{"@": 1, "count": "all"}, {"@": 2, "count": "2"}]},
		{"cap_add": ["NET_ADMIN"], "cap_drop": ["ALL"]},
	] {
		count(findings(service)) == 0
	}
}
