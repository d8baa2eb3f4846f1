package dockwarden.dockerfile["packages-unpinned_test"]

import data.dockwarden.dockerfile["packages-unpinned"] as rule

findings(line) := found if {
	words := split(line, " ")
	found := rule.deny with input as {"commands": {words[0]: [{
		"keyword": "RUN", "name": words[0],
		"words": [{"text": word, "value": word} | some word in words],
		"flags": {word: {} | some word in words; startswith(word, "-")},
	}]}}
}

test_packages_without_a_version_are_denied_once if {
	every line in [
		"apt-get install -y curl git", "npm i -g typescript", "npm install @scope/name", "npm i npm@latest",
		"pip install flask", "python3 -m pip install flask>=1", "go install example.com/x@latest",
	] {
		count(findings(line)) == 1
	}
}

test_versions_pass if {
	every line in [
		"apt-get install -y curl=8.5", "npm i -g typescript@5.4.2", "npm i @scope/name@1", "pip install flask==3.0",
		"go install example.com/x@v1",
	] {
		count(findings(line)) == 0
	}
}

test_files_lists_and_values_of_options_pass if {
	every line in [
		"apt-get install -y ./x.deb", "apt-get install -t testing curl=1", "npm install", "npm i --prefix app",
		"pip install -r requirements.txt", "pip install .", "pip install -c pins.txt flask", "go install ./...",
		"apt-get update",
	] {
		count(findings(line)) == 0
	}
}
