package dockwarden.daemon["storage-base-size-changed_test"]

import data.dockwarden.daemon["storage-base-size-changed"] as rule

findings(options) := found if {
	found := rule.deny with input as {"options": {"storage-opts": {"set": true, "value": options}}}
}

test_base_size_is_denied_at_its_item if {
	some finding in findings(["dm.fs=xfs", "dm.basesize=50G"])
	finding.at[2] == 1
}

test_other_options_pass if {
	count(findings(["dm.fs=xfs", "overlay2.size=10G"])) == 0
}
