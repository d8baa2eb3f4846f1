package dockwarden.dockerfile["debug-extension-in-final-image_test"]

import data.dockwarden.dockerfile["debug-extension-in-final-image"] as rule

findings(commands) := found if {
	found := rule.deny with input as {
		"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}}],
		"commands": {commands[0][0]: [{
			"name": words[0], "keyword": "RUN", "stage": 0, "instruction": index,
			"words": [{"value": word} | some word in words], "operands": [{"value": word} | some word in words],
		} |
			some index, words in commands
		]},
	}
}

test_xdebug_is_denied_once if {
	count(findings([["pecl", "install", "xdebug-3.4.0"], ["pecl", "install", "xdebug"]])) == 1
	count(findings([["apk", "add", "php84-pecl-xdebug"]])) == 1
}

test_other_extensions_pass if {
	count(findings([["pecl", "install", "redis"]])) == 0
}

test_removal_passes if {
	count(findings([["apt-get", "purge", "php-xdebug"]])) == 0
}
