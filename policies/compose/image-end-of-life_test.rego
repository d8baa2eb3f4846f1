package dockwarden.compose["image-end-of-life_test"]

import data.dockwarden.compose["image-end-of-life"] as rule

messages(releases) := found if {
	image := {"known": true, "text": "python", "value": "python", "releases": releases}
	found := {finding.message | some finding in rule.deny} with input as {"pulled": [{"name": "web", "image": image}]}
		with data.dockwarden.today as "2026-11-01"
}

test_a_release_that_ended_is_denied if {
	messages([{"of": "python 3.8", "ends": "2024-10-07"}]) == {"Service \"web\" uses python, which is out of support: python 3.8 ended on 2024-10-07"}
}

test_a_distribution_that_ended_is_denied if {
	releases := [{"of": "python 3.13", "ends": "2029-10-31"}, {"of": "Debian 10", "ends": "2024-06-30"}]
	messages(releases) == {"Service \"web\" uses python, which is out of support: Debian 10 ended on 2024-06-30"}
}

test_a_maintained_release_passes if {
	messages([{"of": "python 3.13", "ends": "2029-10-31"}]) == set()
}

test_an_image_without_known_releases_passes if {
	messages([]) == set()
}
