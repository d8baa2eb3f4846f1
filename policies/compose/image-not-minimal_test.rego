package dockwarden.compose["image-not-minimal_test"]

import data.dockwarden.compose["image-not-minimal"] as rule

findings(minimal) := found if {
	found := rule.deny with input as {"pulled": [{
		"name": "web",
		"image": {"known": true, "value": "ubuntu:24.04", "minimal": minimal},
	}], "services": {"web": {
		"name": "web",
		"image": {"known": true, "value": "ubuntu:24.04", "minimal": minimal},
	}}}
}

test_full_image_is_denied if {
	count(findings("no")) == 1
}

test_minimal_and_unknown_images_pass if {
	count(findings("yes")) == 0
	count(findings("unknown")) == 0
}
