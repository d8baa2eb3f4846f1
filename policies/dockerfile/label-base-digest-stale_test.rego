package dockwarden.dockerfile["label-base-digest-stale_test"]

import data.dockwarden.dockerfile["label-base-digest-stale"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(image) := {
	"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}, "root_base": image}],
	"instructions": {"LABEL": [{"stage": 0, "onbuild": false, "pairs": [{
		"name": "org.opencontainers.image.base.digest", "known": true, "value": "sha256:aa",
	}]}]},
}

test_another_digest_is_denied if {
	count(findings(document({"known": true, "digest": "sha256:bb"}))) == 1
}

test_a_base_without_a_digest_is_denied if {
	count(findings(document({"known": true}))) == 1
}

test_the_same_digest_passes if {
	count(findings(document({"known": true, "digest": "sha256:aa"}))) == 0
}

test_an_unknown_base_passes if {
	count(findings(document({"known": false}))) == 0
}
