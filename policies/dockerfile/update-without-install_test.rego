package dockwarden.dockerfile["update-without-install_test"]

import data.dockwarden.dockerfile["update-without-install"] as rule

command(name, words, instruction) := {
	"keyword": "RUN", "name": name, "stage": 0, "instruction": instruction, "pipe_to": [],
	"operands": [{"value": word} | some word in words],
}

findings(commands, mounts) := found if {
	names := {one.name | some one in commands}
	found := rule.deny with input as {
		"installs": [],
		"commands": {name: [one | some one in commands; one.name == name] | some name in names},
		"instructions": {"RUN": [{
			"index": index, "stage": 0, "mounts": mounts,
			"commands": [one | some one in commands; one.instruction == index],
		} |
			some index in {one.instruction | some one in commands}
		]},
	}
}

test_lists_fetched_alone_are_denied if {
	count(findings([command("apt-get", ["update"], 1)], [])) == 1
	count(findings([command("apk", ["update"], 1)], [])) == 1
}

test_lists_used_by_a_later_run_are_denied if {
	count(findings(
		[command("bash", [], 1), command("apt-get", ["update"], 1), command("apt-get", ["install", "curl"], 2)],
		[],
	)) == 1
}

test_lists_used_in_the_same_run_pass if {
	count(findings([command("apt-get", ["update"], 1), command("apt-get", ["install", "curl"], 1)], [])) == 0
}

test_a_script_that_may_install_passes if {
	count(findings([command("apt-get", ["update"], 1), command("setup.sh", [], 1)], [])) == 0
}

test_lists_in_a_cache_mount_pass if {
	count(findings([command("apt-get", ["update"], 1)], [{"type": "cache"}])) == 0
}
