package dockwarden.daemon["seccomp-profile-relative_test"]

import data.dockwarden.daemon["seccomp-profile-relative"] as rule

findings(value) := found if {
	found := rule.deny with input as {"options": {"seccomp-profile": {"@": 1, "set": true, "value": value}}}
}

fixes(value) := [finding.fix.value | some finding in findings(value)]

test_names_that_dockerd_does_not_know_become_its_own if {
	every name in {"default", "docker-default", "runtime/default"} {
		fixes(name) == ["builtin"]
	}
}

test_a_relative_path_is_told_and_left_to_its_author if {
	count(findings("seccomp.json")) == 1
	fixes("seccomp.json") == []
}

test_whole_paths_and_known_words_pass if {
	every value in {"/etc/docker/seccomp.json", "builtin", "unconfined", ""} {
		count(findings(value)) == 0
	}
}

test_what_a_template_fills_in_is_not_known if {
	every value in {"{{ profile }}", "${PROFILE}", "@PROFILE@"} {
		count(findings(value)) == 0
	}
}
