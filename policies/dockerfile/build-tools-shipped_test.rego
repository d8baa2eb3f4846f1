package dockwarden.dockerfile["build-tools-shipped_test"]

import data.dockwarden.dockerfile["build-tools-shipped"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

words(list) := [{"text": word, "value": word} | some word in list]

install(packages) := {"keyword": "RUN", "stage": 0, "manager": "apk", "packages": words(packages)}

document(installs, others) := {
	"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}}],
	"installs": [install(packages) | some packages in installs],
	"commands": {"apk": [{"keyword": "RUN", "stage": 0, "operands": words(list)} | some list in others]},
}

test_a_compiler_that_stays_is_denied if {
	count(findings(document([["gcc", "curl"]], []))) == 1
}

test_a_compiler_that_is_removed_passes if {
	count(findings(document([["gcc"]], [["del", "gcc"]]))) == 0
}
