package dockwarden.dockerfile["image-latest_test"]

import data.dockwarden.dockerfile["image-latest"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_latest_is_denied if {
	count(findings({"images": [{"via": "FROM", "used": true, "image": {"known": true, "text": "x", "name": "node", "tag": "latest"}}]})) == 1
}

test_latest_with_a_digest_passes if {
	count(findings({"images": [{"via": "FROM", "used": true, "image": {"known": true, "text": "x", "name": "node", "tag": "latest", "digest": "sha256:0"}}]})) == 0
}

test_other_tags_pass if {
	count(findings({"images": [{"via": "FROM", "used": true, "image": {"known": true, "text": "x", "name": "node", "tag": "22"}}]})) == 0
}

test_a_stage_that_is_not_used_passes if {
	count(findings({"images": [{"used": false, "image": {"text": "node:latest", "tag": "latest"}}]})) == 0
}
