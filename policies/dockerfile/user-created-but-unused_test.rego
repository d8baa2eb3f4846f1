package dockwarden.dockerfile["user-created-but-unused_test"]

import data.dockwarden.dockerfile["user-created-but-unused"] as rule

findings(words, more) := found if {
	command := {"name": words[0], "keyword": "RUN", "stage": 0, "words": [{"text": word, "value": word} | some word in words]}
	found := rule.deny with input as {
		"stages": [{
			"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}, "entry": {"keyword": "CMD"},
			"user": {"root": "yes", "source": "base"},
		}],
		"commands": object.union({words[0]: [command]}, more),
	}
}

named(words) := {split(finding.message, `"`)[1] | some finding in findings(words, {})}

test_a_user_that_is_never_taken_is_denied_by_name if {
	named(["useradd", "-m", "app"]) == {"app"}
	named(["useradd", "-ms", "/bin/sh", "-u", "1000", "app"]) == {"app"}
	named(["adduser", "-S", "-G", "group", "app"]) == {"app"}
	named(["adduser", "-S", "app", "-G", "group"]) == {"app"}
	named(["adduser", "--disabled-password", "--gecos", "", "app"]) == {"app"}
}

test_a_user_that_only_joins_a_group_passes if {
	named(["adduser", "app", "docker"]) == set()
	command := {"name": "adduser", "keyword": "RUN", "stage": 0, "words": [
		{"text": "adduser", "value": "adduser"}, {"text": "app", "value": "app"}, {"text": "$GROUP"},
	]}
	count(findings(["adduser", "x", "y"], {"adduser": [command]})) == 0
}

test_tools_that_drop_rights_pass if {
	count(findings(["useradd", "app"], {"gosu": []})) == 0
}

test_packages_that_drop_rights_pass if {
	installs := [{"packages": [{"value": "curl"}, {"value": "supervisor"}]}]
	some_command := {"name": "useradd", "keyword": "RUN", "stage": 0, "words": [{"text": "useradd"}, {"text": "app", "value": "app"}]}
	stage := {"index": 0, "final": true, "shipped": true, "user": {"root": "yes", "source": "base"}}
	document := {"stages": [stage], "commands": {"useradd": [some_command]}}
	count(rule.deny) == 1 with input as document
	count(rule.deny) == 0 with input as object.union(document, {"installs": installs})
}
