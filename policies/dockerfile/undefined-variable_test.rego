package dockwarden.dockerfile["undefined-variable_test"]

import data.dockwarden.dockerfile["undefined-variable"] as rule

findings(keyword, text, more) := found if {
	word := {"text": text, "variables": ["V"]}
	instruction := {
		"keyword": keyword, "onbuild": false, "stage": 0, "index": 5, "words": [word], "heredocs": [],
		"form": "shell", "shell": {"name": "sh"}, "commands": [{"name": "echo", "words": [word]}],
	}
	found := rule.deny with input as {
		"text": text,
		"args": [{"name": "V"}],
		"variables": {"V": [instruction]},
		"stages": [{"index": 0, "base": {"kind": "image"}, "root_base": {"known": true, "name": "alpine"}}],
		"instructions": object.union({keyword: [instruction]}, more),
	}
}

test_an_argument_of_the_file_is_denied if {
	count(findings("COPY", "app-$V.jar", {})) == 1
	count(findings("RUN", "echo ${V}", {})) == 1
}

test_a_declaration_in_the_stage_passes if {
	arg := {"stage": 0, "index": 2, "pairs": [{"name": "V"}]}
	count(findings("COPY", "app-$V.jar", {"ARG": [arg]})) == 0
}

test_a_declaration_below_is_too_late if {
	arg := {"stage": 0, "index": 8, "pairs": [{"name": "V"}]}
	count(findings("COPY", "app-$V.jar", {"ARG": [arg]})) == 1
}

test_defaults_and_own_variables_pass if {
	count(findings("COPY", "app-${V:-1}.jar", {})) == 0
	count(findings("RUN", "V=1; echo $V", {})) == 0
	count(findings("RUN", "for V in a b; do echo $V; done", {})) == 0
}
