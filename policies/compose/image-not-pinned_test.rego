package dockwarden.compose["image-not-pinned_test"]

import data.dockwarden.compose["image-not-pinned"] as rule

findings(image) := found if {
	found := rule.deny with input as {"pulled": [{"name": "web", "image": image}], "services": {"web": {"name": "web", "image": image}}}
}

test_tag_alone_is_denied if {
	count(findings({"known": true, "value": "nginx:1.27", "tag": "1.27"})) == 1
}

test_digest_passes if {
	count(findings({"known": true, "value": "nginx:1.27@sha256:0", "tag": "1.27", "digest": "sha256:0"})) == 0
}

test_latest_and_no_tag_are_left_to_their_own_rules if {
	count(findings({"known": true, "value": "nginx:latest", "tag": "latest"})) == 0
	count(findings({"known": true, "value": "nginx"})) == 0
}
