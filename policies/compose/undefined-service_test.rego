package dockwarden.compose["undefined-service_test"]

import data.dockwarden.compose["undefined-service"] as rule

findings(reference) := found if {
	usual := {"from": "x", "kind": "service", "via": "depends_on", "required": true, "defined": true}
	found := rule.deny with input as {
		"alone": true,
		"references": [object.union(usual, reference)],
		"services": {"x": {"name": "x"}, "db": {"name": "db"}, "built": {"name": "built", "build": {"@": 1}}},
		"jobs": {"backup": {"name": "backup"}},
	}
}

test_a_service_that_is_not_there_is_denied if {
	count(findings({"name": "no", "defined": false})) == 1
}

test_one_that_is_there_or_need_not_be_passes if {
	count(findings({"name": "db"})) == 0
	count(findings({"name": "no", "defined": false, "required": false})) == 0
	count(findings({"name": "no", "defined": false, "kind": "volume"})) == 0
}

test_part_of_a_project_passes if {
	found := rule.deny with input as {"alone": false, "references": [{"kind": "service", "defined": false, "required": true}]}
	count(found) == 0
}

test_jobs_wait_for_services_and_jobs_but_services_for_services_only if {
	count(findings({"name": "backup"})) == 1
	count(findings({"name": "backup", "job": true})) == 0
}

test_a_context_is_the_image_of_a_service_that_is_built if {
	count(findings({"name": "db", "via": "additional_contexts"})) == 1
	count(findings({"name": "built", "via": "additional_contexts"})) == 0
}
