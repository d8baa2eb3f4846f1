package dockwarden.dockerfile["invalid-default-arg-in-from_test"]

import data.dockwarden.dockerfile["invalid-default-arg-in-from"] as rule

findings(arg, text) := found if {
	found := rule.deny with input as {
		"args": [arg],
		"stages": [{"base": {"kind": "unknown", "text": text, "image": {"variables": ["IMAGE"]}}}],
	}
}

test_an_argument_without_a_default_is_denied if {
	count(findings({"name": "IMAGE"}, "$IMAGE")) == 1
}

test_defaults_pass if {
	count(findings({"name": "IMAGE", "default": {"text": "x"}}, "$IMAGE")) == 0
	count(findings({"name": "IMAGE"}, "${IMAGE:-alpine}")) == 0
}
