package dockwarden.dockerfile["label-invalid-key_test"]

import data.dockwarden.dockerfile["label-invalid-key"] as rule

findings(name) := found if {
	found := rule.deny with input as {"instructions": {"LABEL": [{"pairs": [{"name": name}]}]}}
}

test_reserved_namespaces_are_denied if {
	count(findings("com.docker.owner")) == 1
	count(findings("org.dockerproject.owner")) == 1
}

test_other_letters_are_denied if {
	count(findings("owner:team")) == 1
	count(findings(".owner")) == 1
	count(findings("owner-")) == 1
	count(findings("example..owner")) == 1
}

test_names_that_tools_know_pass if {
	count(findings("org.opencontainers.image.source")) == 0
	count(findings("Owner_2")) == 0
	count(findings("com.docker.desktop.extension.api.version")) == 0
	count(findings("$NAME")) == 0
}
