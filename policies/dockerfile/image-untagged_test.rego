package dockwarden.dockerfile["image-untagged_test"]

import data.dockwarden.dockerfile["image-untagged"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_no_tag_is_denied if {
	count(findings({"images": [{"via": "FROM", "used": true, "image": {"known": true, "text": "x", "name": "node"}}]})) == 1
}

test_a_word_that_may_be_a_build_context_passes if {
	use := {"via": "COPY", "used": true, "image": {"known": true, "text": "word"}}
	count(findings({"images": [use]})) == 1
	count(findings({"images": [object.union(use, {"may_be_context": true})]})) == 0
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
