package dockwarden.dockerfile["cd-instead-of-workdir_test"]

import data.dockwarden.dockerfile["cd-instead-of-workdir"] as rule

findings(text, folder, names) := found if {
	commands := [{
		"name": name, "keyword": "RUN", "instruction": 0, "words": [{"text": name}, {"text": folder}],
	} |
		some name in names
	]
	found := rule.deny with input as {
		"commands": {"cd": [one | some one in commands; one.name == "cd"]},
		"instructions": {"RUN": [{"index": 0, "form": "shell", "words": [{"text": text}], "commands": commands}]},
	}
}

test_a_first_cd_is_denied if {
	count(findings("cd /app && make", "/app", ["cd", "make"])) == 1
}

test_a_temporary_folder_passes if {
	count(findings("cd /tmp/x && make", "/tmp/x", ["cd", "make"])) == 0
}

test_moving_about_passes if {
	count(findings("cd /app && make && cd /b && make", "/app", ["cd", "make", "cd", "make"])) == 0
}

test_a_later_cd_passes if {
	count(findings("make && cd /app && make", "/app", ["make", "cd", "make"])) == 0
}
