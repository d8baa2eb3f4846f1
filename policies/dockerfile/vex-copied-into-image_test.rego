package dockwarden.dockerfile["vex-copied-into-image_test"]

import data.dockwarden.dockerfile["vex-copied-into-image"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(path) := {
	"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}}],
	"instructions": {"COPY": [{"stage": 0, "onbuild": false, "sources": [{"source": "path", "value": path}]}]},
}

test_a_vex_file_is_denied if {
	count(findings(document("app.vex.json"))) == 1
	count(findings(document("docs/openvex.json"))) == 1
}

test_other_files_pass if {
	count(findings(document("convex.json"))) == 0
	count(findings(document("vex.go"))) == 0
}
