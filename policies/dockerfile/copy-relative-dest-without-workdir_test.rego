package dockwarden.dockerfile["copy-relative-dest-without-workdir_test"]

import data.dockwarden.dockerfile["copy-relative-dest-without-workdir"] as rule

findings(path, workdir) := found if {
	found := rule.deny with input as {"instructions": {"COPY": [{
		"onbuild": false, "workdir": workdir, "destination": {"text": path, "value": path},
	}]}}
}

test_a_relative_destination_is_denied if {
	count(findings("app/", {"set": false})) == 1
}

test_workdir_passes if {
	count(findings("app/", {"set": true, "path": "/srv"})) == 0
}

test_absolute_destinations_pass if {
	count(findings("/app/", {"set": false})) == 0
	count(findings("C:\\app", {"set": false})) == 0
}
