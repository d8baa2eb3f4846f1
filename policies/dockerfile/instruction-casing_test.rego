package dockwarden.dockerfile["instruction-casing_test"]

import data.dockwarden.dockerfile["instruction-casing"] as rule

told(words) := found if {
	found := [finding.message | some finding in rule.deny] with input as {
		"instructions": {"RUN": [instruction(word, index) | some index, word in words]},
	}
}

instruction("RUN", index) := {"keyword": "RUN", "onbuild": false, "index": index}

instruction(word, index) := {"keyword": "RUN", "onbuild": false, "index": index, "written": word} if word != "RUN"

test_the_odd_one_is_denied if {
	told(["RUN", "RUN", "run"]) == ["run is written in another case than most instructions of the file"]
	told(["run", "run", "RUN"]) == ["RUN is written in another case than most instructions of the file"]
	count(told(["Run", "RUN"])) == 1
}

test_one_case_passes if {
	count(told(["RUN", "RUN"])) == 0
	count(told(["run", "run"])) == 0
}
