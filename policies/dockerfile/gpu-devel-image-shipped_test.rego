package dockwarden.dockerfile["gpu-devel-image-shipped_test"]

import data.dockwarden.dockerfile["gpu-devel-image-shipped"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

stage(tag, final) := {"stages": [{"final": final, "base": {"image": {"text": tag, "repository": "nvidia/cuda", "tag": tag}}}]}

test_devel_in_the_final_stage_is_denied if {
	count(findings(stage("12.6.0-devel-ubuntu24.04", true))) == 1
}

test_devel_below_another_stage_passes if {
	count(findings(stage("12.6.0-devel-ubuntu24.04", false))) == 0
}
