package dockwarden.dockerfile["archive-copied-then-extracted_test"]

import data.dockwarden.dockerfile["archive-copied-then-extracted"] as rule

findings(flags, words) := found if {
	found := rule.deny with input as {
		"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "scratch"}}],
		"instructions": {"COPY": [{
			"stage": 0, "index": 1, "flags": flags,
			"sources": [{"source": "path", "value": "build/app.tar.gz"}],
		}]},
		"commands": {"tar": [{
			"keyword": "RUN", "stage": 0, "instruction": 2,
			"words": [{"value": word} | some word in words],
		}]},
	}
}

test_an_archive_that_is_only_unpacked_is_denied if {
	count(findings({}, ["tar", "-xzf", "/tmp/app.tar.gz", "-C", "/app"])) == 1
	count(findings({}, ["tar", "xf", "app.tar.gz"])) == 1
}

test_what_add_cannot_do_passes if {
	count(findings({}, ["tar", "-xzf", "/tmp/app.tar.gz", "--strip-components=1"])) == 0
	count(findings({}, ["tar", "-xzf", "/tmp/app.tar.gz", "bin/app"])) == 0
	count(findings({}, ["tar", "-tzf", "/tmp/app.tar.gz"])) == 0
}

test_another_archive_passes if {
	count(findings({}, ["tar", "-xzf", "/tmp/other.tar.gz"])) == 0
}

test_an_archive_of_a_stage_passes if {
	count(findings({"from": {}}, ["tar", "-xzf", "/tmp/app.tar.gz"])) == 0
}
