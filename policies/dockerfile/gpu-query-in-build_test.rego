package dockwarden.dockerfile["gpu-query-in-build_test"]

import data.dockwarden.dockerfile["gpu-query-in-build"] as rule

findings(keyword) := found if {
	found := rule.deny with input as {"commands": {"nvidia-smi": [{"keyword": keyword}]}}
}

test_a_query_in_the_build_is_denied if {
	count(findings("RUN")) == 1
}

test_a_query_at_run_time_passes if {
	count(findings("HEALTHCHECK")) == 0
}
