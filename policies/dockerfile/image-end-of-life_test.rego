package dockwarden.dockerfile["image-end-of-life_test"]

import data.dockwarden.dockerfile["image-end-of-life"] as rule

image(releases) := {"known": true, "text": "python", "value": "python", "releases": releases}

old := {"of": "python 3.8", "ends": "2024-10-07"}

older := {"of": "Debian 10", "ends": "2024-06-30"}

new := {"of": "python 3.13", "ends": "2029-10-31"}

findings(use) := found if {
	found := rule.deny with input as {"images": [use]} with data.dockwarden.today as "2026-11-01"
}

messages(releases) := {finding.message | some finding in findings({"used": true, "image": image(releases)})}

test_a_release_that_ended_is_denied if {
	messages([old]) == {"Image \"python\" is out of support: python 3.8 ended on 2024-10-07"}
}

test_the_first_release_that_ended_is_told if {
	messages([old, older]) == {"Image \"python\" is out of support: python 3.8 ended on 2024-10-07"}
	messages([new, older]) == {"Image \"python\" is out of support: Debian 10 ended on 2024-06-30"}
}

test_a_release_ends_after_its_last_day if {
	messages([{"of": "python 3.14", "ends": "2026-11-01"}]) == set()
}

test_without_a_date_that_of_the_data_counts if {
	count(rule.deny) == 1 with input as {"images": [{"used": true, "image": image([old])}]}
		with data.dockwarden.today as false
		with data.dockwarden.data.end_of_life.as_of as "2024-10-08"
	count(rule.deny) == 0 with input as {"images": [{"used": true, "image": image([old])}]}
		with data.dockwarden.today as false
		with data.dockwarden.data.end_of_life.as_of as "2024-10-07"
}

test_a_maintained_release_passes if {
	messages([new]) == set()
}

test_an_image_without_known_releases_passes if {
	count(findings({"used": true, "image": {"known": true, "text": "acme/app"}})) == 0
}

test_an_image_of_a_stage_that_nothing_uses_passes if {
	count(findings({"used": false, "image": image([old])})) == 0
}
