package dockwarden.dockerfile["redundant-target-platform_test"]

import data.dockwarden.dockerfile["redundant-target-platform"] as rule

findings(platform) := found if {
	found := rule.deny with input as {"args": [], "instructions": {"FROM": [{"flags": {"platform": {"text": platform}}}]}}
}

test_the_target_platform_is_denied if {
	count(findings("$TARGETPLATFORM")) == 1
	count(findings("${TARGETPLATFORM}")) == 1
}

test_other_platforms_pass if {
	count(findings("$BUILDPLATFORM")) == 0
}
