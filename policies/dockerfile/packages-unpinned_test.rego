package dockwarden.dockerfile["packages-unpinned_test"]

import data.dockwarden.dockerfile["packages-unpinned"] as rule

findings(manager, packages, flags) := found if {
	found := rule.deny with input as {"installs": [{
		"keyword": "RUN", "manager": manager, "words": [], "flags": {flag: {} | some flag in flags},
		"packages": [{"text": name, "value": name} | some name in packages],
	}]}
}

test_packages_without_a_version_are_denied_once if {
	every one in [
		["apt-get", ["curl", "git"]], ["npm", ["typescript"]], ["npm", ["@scope/name"]], ["npm", ["npm@latest"]],
		["pip", ["flask"]], ["pip", ["flask>=1"]], ["dnf", ["git-lfs"]],
	] {
		count(findings(one[0], one[1], [])) == 1
	}
}

test_versions_pass if {
	every one in [
		["apt-get", "curl=8.5"], ["npm", "typescript@5.4.2"], ["npm", "@scope/name@1"], ["pip", "flask==3.0"],
		["dnf", "git-2.43"],
	] {
		count(findings(one[0], [one[1]], [])) == 0
	}
}

test_an_option_that_fixes_all_versions_passes if {
	count(findings("pip", ["flask"], ["-c"])) == 0
}

test_a_command_that_names_no_package_passes if {
	count(findings("npm", [], [])) == 0
}

# One word is the package, as far as the rule sees.
installs(line) := found if {
	words := [{"text": word, "value": word} | some word in split(line, " ")]
	found := rule.deny with input as {"installs": [{
		"keyword": "RUN", "manager": words[0].value, "flags": {}, "packages": [], "words": words,
	}]}
}

test_a_repository_without_a_revision_is_denied if {
	every line in [
		"pip install git+https://github.com/o/r.git", "pip install git+ssh://git@github.com/o/r#egg=r",
		"npm install -g owner/name", "npm install git+https://github.com/o/r.git", "yarn add github:o/r",
	] {
		count(installs(line)) == 1
	}
}

test_a_repository_at_a_revision_passes if {
	every line in [
		"pip install git+https://github.com/o/r.git@v1#egg=r", "npm install owner/name#v1",
		"npm install --prefix some/where", "npm install ./some/where", "npm install -w packages/a",
	] {
		count(installs(line)) == 0
	}
}

go_install(package_) := go(["go", "install", package_])

go(words) := found if {
	found := rule.deny with input as {"commands": {"go": [{
		"keyword": "RUN", "words": [{"text": word, "value": word} | some word in words],
		"flags": {word: {} | some word in words; startswith(word, "-")},
	}]}}
}

test_the_latest_module_is_denied if {
	count(go_install("example.com/x@latest")) == 1
}

test_go_get_and_run_may_take_the_latest_too if {
	count(go(["go", "get", "example.com/x@latest"])) == 1
	count(go(["go", "run", "example.com/x@latest"])) == 1
	count(go(["go", "get", "-u", "example.com/x"])) == 1
	count(go(["go", "get", "-u", "./..."])) == 0
	count(go(["go", "get", "-u", "example.com/x@v1"])) == 0
	count(go(["go", "get", "example.com/x"])) == 0
}

test_a_module_with_a_version_or_of_this_project_passes if {
	count(go_install("example.com/x@v1")) == 0
	count(go_install("./...")) == 0
}
