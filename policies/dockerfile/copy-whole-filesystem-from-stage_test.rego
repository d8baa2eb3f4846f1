package dockwarden.dockerfile["copy-whole-filesystem-from-stage_test"]

import data.dockwarden.dockerfile["copy-whole-filesystem-from-stage"] as rule

findings(source, destination, base) := found if {
	found := rule.deny with input as {
		"stages": [
			{"index": 0, "final": false, "base": {"kind": "image"}, "instructions": [{"keyword": "RUN"}]},
			{"index": 1, "final": true, "shipped": true, "base": {"kind": base}, "instructions": []},
		],
		"instructions": {"COPY": [{
			"stage": 1, "from": {"kind": "stage", "stage": 0}, "flags": {},
			"sources": [{"value": source}], "destination": {"value": destination},
		}]},
	}
}

test_the_whole_file_system_is_denied if {
	{finding.severity | some finding in findings("/", "/", "image")} == {"low"}
}

test_on_scratch_it_is_told if {
	{finding.severity | some finding in findings("/", "/", "scratch")} == {"info"}
}

test_parts_pass if {
	count(findings("/app", "/app", "image")) == 0
	count(findings("/", "/rootfs", "image")) == 0
}
