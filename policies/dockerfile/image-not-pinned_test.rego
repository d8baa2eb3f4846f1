package dockwarden.dockerfile["image-not-pinned_test"]

import data.dockwarden.dockerfile["image-not-pinned"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_a_tag_alone_is_denied if {
	count(findings({"images": [{"used": true, "image": {"text": "alpine:3.22", "known": true, "tag": "3.22"}}]})) == 1
}

test_a_digest_passes if {
	count(findings({"images": [{"used": true, "image": {"text": "alpine@sha256:0", "known": true, "digest": "sha256:0"}}]})) == 0
}

test_an_image_that_depends_on_a_variable_passes if {
	count(findings({"images": [{"used": true, "image": {"text": "$IMAGE", "known": false}}]})) == 0
}
