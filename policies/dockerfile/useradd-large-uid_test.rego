package dockwarden.dockerfile["useradd-large-uid_test"]

import data.dockwarden.dockerfile["useradd-large-uid"] as rule

findings(words) := found if {
	found := rule.deny with input as {
		"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}}],
		"commands": {"useradd": [{
			"keyword": "RUN", "stage": 0, "words": [{"text": word, "value": word} | some word in words],
			"flags": {word: {"text": word} | some word in words; startswith(word, "-")},
		}]},
	}
}

test_a_high_id_is_denied if {
	count(findings(["useradd", "-u", "1000660000", "app"])) == 1
	count(findings(["useradd", "-mu", "200000", "app"])) == 1
}

test_the_option_passes if {
	count(findings(["useradd", "-l", "-u", "1000660000", "app"])) == 0
}

test_low_ids_pass if {
	count(findings(["useradd", "-u", "10001", "app"])) == 0
	count(findings(["useradd", "app"])) == 0
}
