package dockwarden.dockerfile["gpu-runtime-in-image_test"]

import data.dockwarden.dockerfile["gpu-runtime-in-image"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(list) := {
	"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}, "root_base": {"name": "ubuntu"}}],
	"commands": {"apt-get": [{
		"keyword": "RUN", "stage": 0, "words": [{"value": word} | some word in list],
		"operands": [{"value": word} | some word in array.slice(list, 1, 9)],
	}]},
}

test_the_toolkit_is_denied if {
	count(findings(document(["apt-get", "install", "nvidia-container-toolkit=1.17"]))) == 1
}

test_the_toolkit_beside_an_engine_passes if {
	count(findings(document(["apt-get", "install", "docker-ce", "nvidia-container-toolkit"]))) == 0
}
