package dockwarden.dockerfile["shell-form-entrypoint_test"]

import data.dockwarden.dockerfile["shell-form-entrypoint"] as rule

findings(instructions) := found if {
	stage := {"final": true, "shell": {"name": "sh", "source": "default"}}
	found := rule.deny with input as {"stages": [object.union(stage, instructions)]}
}

shell(text) := {"form": "shell", "words": [{"text": text}], "commands": [{}]}

test_the_shell_form_is_denied_and_mended if {
	{finding.fix.text | some finding in findings({"cmd": shell("npm start")})} == {`["npm", "start"]`}
}

test_what_needs_a_shell_has_no_fix if {
	found := findings({"entrypoint": shell("java $OPTS")})
	count(found) == 1
	every finding in found {
		not finding.fix
	}
}

test_exec_passes if {
	count(findings({"cmd": shell("exec java $OPTS")})) == 0
}

test_the_exec_form_passes if {
	count(findings({"cmd": {"form": "exec", "words": [{"text": "npm"}]}})) == 0
}
