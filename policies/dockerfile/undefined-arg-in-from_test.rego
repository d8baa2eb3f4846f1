package dockwarden.dockerfile["undefined-arg-in-from_test"]

import data.dockwarden.dockerfile["undefined-arg-in-from"] as rule

findings(text, names, args) := found if {
	found := rule.deny with input as {
		"args": [{"name": name} | some name in args],
		"instructions": {"FROM": [{"words": [{"text": text, "variables": names}], "flags": {}}]},
	}
}

test_an_argument_without_a_declaration_is_denied if {
	count(findings("alpine:$TAG", ["TAG"], [])) == 1
	count(findings("${IMAGE}", ["IMAGE"], ["OTHER"])) == 1
}

test_a_declared_argument_passes if {
	count(findings("alpine:$TAG", ["TAG"], ["TAG"])) == 0
}

test_arguments_of_the_builder_pass if {
	count(findings("base-$TARGETARCH", ["TARGETARCH"], [])) == 0
}

test_a_default_passes if {
	count(findings("${X:-debian:12}", ["X"], [])) == 0
}
