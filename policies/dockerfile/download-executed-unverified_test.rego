package dockwarden.dockerfile["download-executed-unverified_test"]

import data.dockwarden.dockerfile["download-executed-unverified"] as rule

command(line) := {
	"keyword": "RUN", "instruction": 0, "name": name, "redirects": [], "pipe_to": [],
	"words": [{"text": word, "value": word} | some word in words],
	"operands": [{"text": word, "value": word} | some index, word in words; index > 0; not startswith(word, "-")],
	"flags": {word: {"text": word} | some word in words; startswith(word, "-")},
	"path": words[0],
} if {
	words := split(line, " ")
	parts := split(words[0], "/")
	name := parts[count(parts) - 1]
}

findings(lines) := found if {
	commands := [command(line) | some line in lines]
	found := rule.deny with input as {
		"commands": {name: [one | some one in commands; one.name == name] | some name in {"curl", "wget"}},
		"instructions": {"RUN": [{"index": 0, "commands": commands}]},
	}
}

test_downloads_used_at_once_are_denied if {
	every lines in [
		["curl -fsSLo /usr/bin/x https://example.com/x", "chmod +x /usr/bin/x"],
		["wget https://example.com/install.sh", "sh install.sh"],
		["wget -qO a.tgz https://example.com/a", "tar xzf a.tgz"],
		["curl -O https://example.com/x.deb", "dpkg -i ./x.deb"],
		["curl -o ./run https://example.com/x", "./run"],
	] {
		count(findings(lines)) == 1
	}
}

test_a_checksum_or_signature_passes if {
	every verifier in ["sha256sum -c sums", "gpg --verify x.asc"] {
		count(findings(["curl -o x https://example.com/x", verifier, "chmod +x x"])) == 0
	}
}

test_downloads_that_are_not_run_pass if {
	count(findings(["curl -o key https://example.com/key", "chmod 644 key"])) == 0
	count(findings(["curl -o a https://example.com/a", "sh b"])) == 0
}
