package dockwarden.dockerfile["download-piped-to-shell_test"]

import data.dockwarden.dockerfile["download-piped-to-shell"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

test_curl_into_a_shell_is_denied if {
	count(findings({"commands": {"curl": [{"keyword": "RUN", "pipe_to": ["bash"]}]}})) == 1
}

test_curl_into_tar_passes if {
	count(findings({"commands": {"curl": [{"keyword": "RUN", "pipe_to": ["tar"]}]}})) == 0
}

test_what_goes_into_a_file_passes if {
	every name, lines in {"curl": ["-o x url"], "wget": ["url", "-q -O x url"]} {
		every line in lines { count(piped(name, line)) == 0 }
	}
	every name, lines in {"curl": ["-o- url", "-o - url", "url"], "wget": ["-qO- url", "-O /dev/stdout url"]} {
		every line in lines { count(piped(name, line)) == 1 }
	}
}

piped(name, line) := findings({"commands": {name: [{
	"name": name, "keyword": "RUN", "pipe_to": ["sh"], "words": [{"text": word} | some word in split(line, " ")],
	"flags": {substring(word, 0, 2): {} | some word in split(line, " "); startswith(word, "-")},
}]}})

test_curl_alone_passes if {
	count(findings({"commands": {"curl": [{"keyword": "RUN", "pipe_to": []}]}})) == 0
}
