package dockwarden.dockerfile["wget-progress-shown_test"]

import data.dockwarden.dockerfile["wget-progress-shown"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(words, flags) := {"commands": {"wget": [{
	"keyword": "RUN", "flags": flags, "redirects": [], "words": [{"text": word} | some word in words],
	"operands": [{"text": "https://example.com/a"}],
}]}}

test_a_talkative_download_is_denied if {
	count(findings(document(["wget"], {}))) == 1
}

test_a_quiet_download_passes if {
	count(findings(document(["wget"], {"--progress": {}}))) == 0
	count(findings(document(["wget", "-qO-"], {}))) == 0
}
