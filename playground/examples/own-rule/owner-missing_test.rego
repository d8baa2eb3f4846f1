package dockwarden.compose["owner-missing_test"]

import data.dockwarden.compose["owner-missing"] as rule

test_service_without_owner_is_found if {
	count(rule.deny) == 1 with input as {"services": {"web": {"@": 1, "name": "web", "labels": {}}}}
}

test_owner_passes if {
	labels := {"com.example.owner": {"text": "team-web"}}
	count(rule.deny) == 0 with input as {"services": {"web": {"@": 1, "name": "web", "labels": labels}}}
}
