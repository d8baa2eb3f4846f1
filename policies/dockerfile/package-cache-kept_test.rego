package dockwarden.dockerfile["package-cache-kept_test"]

import data.dockwarden.dockerfile["package-cache-kept"] as rule

findings(words, more) := found if {
	command := {
		"name": words[0], "keyword": "RUN", "instruction": 1, "stage": 0, "operands": [{"text": word, "value": word} | some word in words],
		"words": [{"value": word} | some word in words],
		"flags": {word: {} | some word in words; startswith(word, "-")},
	}
	found := rule.deny with input as {
		"commands": {words[0]: [command]},
		"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}, "env": {}, "instructions": []}],
		"instructions": {"RUN": [{
			"index": 1, "stage": 0, "mounts": object.get(more, "mounts", []),
			"commands": array.concat([command], object.get(more, "commands", [])),
		}]},
	}
}

rm(path) := {"commands": [{"name": "rm", "operands": [{"text": path, "value": path}]}]}

test_caches_that_stay_are_denied if {
	every words in [["apt-get", "update"], ["apk", "add", "curl"], ["pip", "install", "x"], ["yum", "install", "x"]] {
		count(findings(words, {})) == 1
	}
}

test_caches_removed_in_the_same_run_pass if {
	count(findings(["apt-get", "update"], rm("/var/lib/apt/lists/*"))) == 0
	count(findings(["apt-get", "update"], rm("/var/lib/apt"))) == 0
	count(findings(["apk", "add", "curl"], rm("/var/cache/apk/*"))) == 0
}

test_another_removal_is_denied if {
	count(findings(["apt-get", "update"], rm("/tmp/x"))) == 1
}

test_options_against_the_cache_pass if {
	count(findings(["apk", "add", "--no-cache", "curl"], {})) == 0
	count(findings(["pip", "install", "--no-cache-dir", "x"], {})) == 0
}

test_a_cache_mount_passes if {
	mount := {"type": "cache", "options": {"target": {"text": "/root/.cache/pip"}}}
	count(findings(["pip", "install", "x"], {"mounts": [mount]})) == 0
}
