package dockwarden.compose["image-end-of-life_test"]

import data.dockwarden.compose["image-end-of-life"] as rule

dates := {
	"images": {"python": {"releases": {"3.8": "2024-10-07", "3.13": "2029-10-31"}}, "alpine": {"releases": {"3.15": "2023-11-01"}}},
	"codenames": {"buster": {"of": "Debian 10", "date": "2024-06-30"}},
}

image(tag) := {
	"known": true,
	"text": "python",
	"value": "python",
	"registry": "docker.io",
	"repository": "library/python",
	"tag": tag,
}

findings(tag) := found if {
	found := rule.deny with input as {"pulled": [{"name": "web", "image": image(tag)}], "services": {"web": {"name": "web", "image": image(tag)}}}
		with data.dockwarden.data.end_of_life as dates
		with data.dockwarden.today as "2026-11-01"
}

test_a_release_that_ended_is_denied if {
	count(findings("3.8.2-slim")) == 1
}

test_a_distribution_that_ended_is_denied if {
	count(findings("3.13-buster")) == 1
	count(findings("3.13-alpine3.15")) == 1
}

test_a_maintained_release_passes if {
	count(findings("3.13-slim")) == 0
}

test_an_unknown_release_passes if {
	count(findings("rc-slim")) == 0
}
