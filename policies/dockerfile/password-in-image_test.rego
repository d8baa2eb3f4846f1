package dockwarden.dockerfile["password-in-image_test"]

import data.dockwarden.dockerfile["password-in-image"] as rule

findings(name, words, more) := found if {
	command := object.union(
		{
			"keyword": "RUN", "stage": 0, "pipe_from": [], "words": [{"text": word, "value": word} | some word in words],
			"flags": {word: {} | some word in words; startswith(word, "-")},
		},
		more,
	)
	found := rule.deny with input as {
		"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}}],
		"commands": {name: [command]},
	}
}

test_passwords_are_denied if {
	count(findings("chpasswd", ["chpasswd"], {})) == 1
	count(findings("passwd", ["passwd", "--stdin"], {"pipe_from": ["echo"]})) == 1
	count(findings("useradd", ["useradd", "-p", "$6$abc", "app"], {})) == 1
}

test_an_empty_password_is_denied if {
	count(findings("passwd", ["passwd", "-d", "root"], {})) == 1
}

test_locked_accounts_pass if {
	count(findings("passwd", ["passwd", "-l", "root"], {})) == 0
	count(findings("useradd", ["useradd", "-p", "!", "app"], {})) == 0
	count(findings("useradd", ["useradd", "app"], {})) == 0
}
