package dockwarden.dockerfile["copy-owned-by-runtime-user_test"]

import data.dockwarden.dockerfile["copy-owned-by-runtime-user"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(chown, chmod) := {
	"stages": [{
		"index": 0, "final": true, "shipped": true, "base": {"kind": "image"},
		"user": {"name": "app", "uid": 1000, "root": "no"},
	}],
	"instructions": {"COPY": [{
		"stage": 0, "onbuild": false,
		"flags": {"chown": {"value": chown}, "chmod": {"value": chmod}},
	}]},
}

test_files_of_the_user_are_denied if {
	count(findings(document("app:app", "755"))) == 1
	count(findings(document("1000", "0644"))) == 1
}

test_files_of_others_pass if {
	count(findings(document("root:app", "755"))) == 0
}

test_files_without_write_permission_pass if {
	count(findings(document("app", "0555"))) == 0
}
