package dockwarden.dockerfile["gpu-runtime-in-image_test"]

import data.dockwarden.dockerfile["gpu-runtime-in-image"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

document(packages) := {
	"stages": [{"index": 0, "final": true, "shipped": true, "base": {"kind": "image"}, "root_base": {"name": "ubuntu"}}],
	"installs": [install],
	"commands": {"apt-get": [install]},
} if {
	words := [{"value": name} | some name in packages]
	install := {"keyword": "RUN", "stage": 0, "manager": "apt-get", "packages": words, "operands": words}
}

test_the_toolkit_is_denied if {
	count(findings(document(["nvidia-container-toolkit=1.17"]))) == 1
}

test_the_toolkit_beside_an_engine_passes if {
	count(findings(document(["docker-ce", "nvidia-container-toolkit"]))) == 0
}
