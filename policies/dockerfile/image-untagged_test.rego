package dockwarden.dockerfile["image-untagged_test"]

import data.dockwarden.dockerfile["image-untagged"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_no_tag_is_denied if {
	count(findings({"images": [{"via": "FROM", "used": true, "image": {"known": true, "text": "x", "name": "node"}}]})) == 1
}

test_a_word_that_may_be_a_build_context_passes if {
	every image, expected in {"word": 0, "3": 0, "o/app": 1} {
		count(findings({"images": [{"via": "COPY", "used": true, "image": {"known": true, "text": image}}]})) == expected
	}
	count(findings({"images": [{"via": "MOUNT", "used": true, "image": {"known": true, "text": "golang", "family": "debian"}}]})) == 1
}

test_a_tag_passes if {
	count(findings({"images": [{"via": "FROM", "used": true, "image": {"known": true, "text": "x", "name": "node", "tag": "22"}}]})) == 0
}

test_a_digest_passes if {
	count(findings({"images": [{"via": "FROM", "used": true, "image": {"known": true, "text": "x", "name": "node", "digest": "sha256:0"}}]})) == 0
}

test_an_unknown_image_passes if {
	count(findings({"images": [{"via": "FROM", "used": true, "image": {"known": false, "text": "$X"}}]})) == 0
}
