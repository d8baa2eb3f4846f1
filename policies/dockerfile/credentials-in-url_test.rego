package dockwarden.dockerfile["credentials-in-url_test"]

import data.dockwarden.dockerfile["credentials-in-url"] as rule

findings(url) := found if {
	found := rule.deny with input as {
		"text": concat("", ["RUN git clone ", url]),
		"instructions": {},
		"commands": {"git": [{"words": [{"text": "git"}, {"text": "clone"}, {"text": url}]}]},
	}
}

test_a_password_is_denied if {
	count(findings("https://me:hunter2@git.example/r.git")) == 1
}

test_a_variable_passes if {
	count(findings("https://me:$TOKEN@git.example/r.git")) == 0
}

test_a_user_alone_passes if {
	count(findings("https://me@git.example/r.git")) == 0
	count(findings("https://git.example/r.git")) == 0
}
