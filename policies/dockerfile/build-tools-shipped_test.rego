package dockwarden.dockerfile["build-tools-shipped_test"]

import data.dockwarden.dockerfile["build-tools-shipped"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

words(list) := [{"text": word, "value": word} | some word in list]

command(list) := {"keyword": "RUN", "stage": 0, "words": words(list), "operands": words(array.slice(list, 1, 9))}

document(commands) := {
	"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}}],
	"commands": {"apk": [command(list) | some list in commands]},
}

test_a_compiler_that_stays_is_denied if {
	count(findings(document([["apk", "add", "gcc", "curl"]]))) == 1
}

test_a_compiler_that_is_removed_passes if {
	count(findings(document([["apk", "add", "gcc"], ["apk", "del", "gcc"]]))) == 0
}
