package dockwarden.dockerfile["packages-unauthenticated_test"]

import data.dockwarden.dockerfile["packages-unauthenticated"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_apt_is_denied if {
	count(findings({"commands": {"apt-get": [{"keyword": "RUN", "flags": {"--allow-unauthenticated": {"text": ""}}}]}})) == 1
}

test_apk_is_denied if {
	count(findings({"commands": {"apk": [{"keyword": "RUN", "flags": {"--allow-untrusted": {"text": ""}}}]}})) == 1
}

test_commands_that_install_nothing_pass if {
	flags := {"--allow-untrusted": {"text": ""}, "--nosignature": {"text": ""}}
	count(findings({"commands": {"apk": [{"flags": flags, "operands": [{"value": "index"}]}]}})) == 0
	count(findings({"commands": {"apk": [{"flags": flags, "operands": [{"value": "add"}]}]}})) == 1
	count(findings({"commands": {"rpm": [{"flags": object.union(flags, {"-q": {}})}]}})) == 0
}

test_other_flags_pass if {
	count(findings({"commands": {"apt-get": [{"keyword": "RUN", "flags": {"-y": {"text": ""}}}]}})) == 0
}
