package dockwarden.dockerfile["exec-form-invalid-json_test"]

import data.dockwarden.dockerfile["exec-form-invalid-json"] as rule

findings(keyword, words) := found if {
	found := rule.deny with input as {"spellings": {"bracketed": [{
		"keyword": keyword, "form": "shell", "words": [{"text": word} | some word in words],
	}]}}
}

test_broken_lists_are_denied if {
	every text in ["['a', 'b']", `["a", "b"`, `["a", 'b']`, `[ "a", b ]`, "[“a”]"] {
		count(findings("CMD", [text])) == 1
	}
}

test_single_quotes_are_mended if {
	{finding.fix.text | some finding in findings("CMD", ["['a', 'b c']"])} == {`["a", "b c"]`}
}

test_the_command_of_a_test_passes if {
	every text in ["[ -f /a ] && b", `[ "$A" = "b" ]`, "[[ -f a ]]"] {
		count(findings("RUN", [text])) == 0
	}
}

test_paths_with_brackets_are_denied if {
	count(findings("VOLUME", ["[/a]"])) == 1
	count(findings("COPY", ["[a,", "b]"])) == 1
}

test_patterns_pass if {
	count(findings("COPY", ["[a-z]*", "/b"])) == 0
}
