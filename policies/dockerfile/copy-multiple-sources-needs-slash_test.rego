package dockwarden.dockerfile["copy-multiple-sources-needs-slash_test"]

import data.dockwarden.dockerfile["copy-multiple-sources-needs-slash"] as rule

findings(sources, destination) := found if {
	found := rule.deny with input as {"instructions": {"COPY": [{
		"sources": [{"text": one} | some one in sources],
		"destination": {"text": destination, "value": destination},
	}]}}
}

test_several_sources_without_a_slash_are_denied_and_mended if {
	{finding.fix.text | some finding in findings(["a", "b"], "/app")} == {"/app/"}
}

test_folders_pass if {
	every destination in ["/app/", ".", "./", "/app/.", `C:\app\`, "C:app"] {
		count(findings(["a", "b"], destination)) == 0
	}
}

test_a_file_of_windows_is_denied if {
	count(findings(["a", "b"], `C:\app`)) == 1
}

test_one_source_passes if {
	count(findings(["a"], "/app")) == 0
}
