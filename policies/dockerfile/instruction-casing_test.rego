package dockwarden.dockerfile["instruction-casing_test"]

import data.dockwarden.dockerfile["instruction-casing"] as rule

told(words) := found if {
	found := [finding.message | some finding in rule.deny] with input as {
		"text": concat("\n", [concat(" ", [word, "x"]) | some word in words]),
		"instructions": {"RUN": [{"onbuild": false, "line": index + 1} | some index, _ in words]},
	}
}

test_the_odd_one_is_denied if {
	told(["RUN", "RUN", "run"]) == ["run is written in another case than most instructions of the file"]
	told(["run", "run", "RUN"]) == ["RUN is written in another case than most instructions of the file"]
	count(told(["Run", "RUN"])) == 1
}

test_one_case_passes if {
	count(told(["RUN", "RUN"])) == 0
	count(told(["run", "run"])) == 0
}
