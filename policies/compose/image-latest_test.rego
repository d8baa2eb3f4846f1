package dockwarden.compose["image-latest_test"]

import data.dockwarden.compose["image-latest"] as rule

findings(image) := found if {
	found := rule.deny with input as {"pulled": [{"name": "web", "image": image}], "services": {"web": {"name": "web", "image": image}}}
}

test_latest_is_denied if {
	count(findings({"known": true, "name": "nginx", "tag": "latest"})) == 1
}

test_latest_with_a_digest_passes if {
	count(findings({"known": true, "name": "nginx", "tag": "latest", "digest": "sha256:0"})) == 0
}

test_other_tags_pass if {
	count(findings({"known": true, "name": "nginx", "tag": "1.27"})) == 0
}
