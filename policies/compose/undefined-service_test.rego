package dockwarden.compose["undefined-service_test"]

import data.dockwarden.compose["undefined-service"] as rule

findings(service) := found if {
	found := rule.deny with input as {
		"alone": true,
		"services": {"x": object.union({"name": "x"}, service), "db": {"name": "db"}, "built": {"name": "built", "build": {"@": 1}}},
		"jobs": {"backup": {"name": "backup"}},
	}
}

test_every_way_to_refer_is_denied if {
	every service in [
		{"depends_on": {"no": {"condition": "service_started"}}},
		{"links": ["no:alias"]},
		{"volumes_from": ["no:ro"]},
		{"network_mode": "service:no"},
		{"pid": "service:no"},
		{"ipc": "service:no"},
		{"build": {"additional_contexts": {"base": {"value": "service:no"}}}},
	] {
		count(findings(service)) == 1
	}
}

test_defined_outside_and_unknown_pass if {
	every service in [
		{"depends_on": {"db": {}, "${X}": {}, "no": {"required": false}}},
		{"links": ["db", {"@": 1, "unknown": "${X}"}]},
		{"volumes_from": ["container:no"]},
		{"network_mode": "container:no"},
		{"pid": "host"},
		{"build": {"additional_contexts": {"base": {"value": "service:built"}}}},
	] {
		count(findings(service)) == 0
	}
}

test_jobs_wait_for_services_and_jobs_but_services_for_services_only if {
	count(findings({"depends_on": {"backup": {}}})) == 1
	found := rule.deny with input as {
		"alone": true,
		"services": {"db": {"name": "db"}},
		"jobs": {"a": {"name": "a", "depends_on": {"b": {}, "db": {}}}, "b": {"name": "b"}},
	}
	count(found) == 0
}

test_a_context_is_the_image_of_a_service_that_is_built if {
	count(findings({"build": {"additional_contexts": {"base": {"value": "service:db"}}}})) == 1
}
