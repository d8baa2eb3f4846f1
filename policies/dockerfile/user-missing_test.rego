package dockwarden.dockerfile["user-missing_test"]

import data.dockwarden.dockerfile["user-missing"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

stage(user) := {"index": 0, "final": true, "user": user, "entry": {"keyword": "CMD"}, "last": {"keyword": "CMD"}}

test_root_of_the_base_image_is_denied if {
	count(findings({"stages": [stage({"root": "yes", "source": "base"})]})) == 1
}

test_an_unknown_default_passes if {
	count(findings({"stages": [stage({"root": "unknown", "source": "base"})]})) == 0
}

test_a_user_that_the_file_sets_is_for_another_rule if {
	count(findings({"stages": [stage({"root": "yes", "source": "instruction"})]})) == 0
}

test_a_tool_that_leaves_root_makes_it_information if {
	document := {
		"stages": [stage({"root": "yes", "source": "base"})],
		"installs": [{"stage": 0, "packages": [{"value": "su-exec"}]}],
	}
	some finding in findings(document)
	finding.severity == "info"
}
