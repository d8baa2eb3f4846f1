package dockwarden.dockerfile["user-root_test"]

import data.dockwarden.dockerfile["user-root"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_root_is_denied if {
	count(findings({"stages": [{"final": true, "user": {"name": "root", "root": "yes", "source": "instruction"}}]})) == 1
}

test_another_user_passes if {
	count(findings({"stages": [{"final": true, "user": {"name": "app", "root": "no", "source": "instruction"}}]})) == 0
}

test_an_unknown_user_passes if {
	count(findings({"stages": [{"final": true, "user": {"name": "$U", "root": "unknown", "source": "instruction"}}]})) == 0
}

test_root_in_another_stage_passes if {
	count(findings({"stages": [{"final": false, "user": {"name": "root", "root": "yes", "source": "instruction"}}]})) == 0
}

test_the_default_of_the_base_image_of_a_parent_stage_passes if {
	count(findings({"stages": [{"final": true, "user": {"name": "root", "root": "yes", "source": "stage"}}]})) == 0
}

test_root_set_in_a_parent_stage_is_denied if {
	count(findings({
		"stages": [{"final": true, "user": {"name": "root", "root": "yes", "source": "stage"}}],
		"instructions": {"USER": [{"sets": {"name": "root"}}]},
	})) == 1
}
