# What policies may count on in patterns, whichever engine reads them.
package dockwarden.lib.patterns_test

test_classes_are_known if {
	regex.match(`^\w+\s\d+$`, "port 22")
}

test_case_can_be_ignored if {
	regex.match(`(?i)password`, "DB_PASSWORD")
}

test_classes_of_unicode_are_known if {
	regex.match(`^\p{L}+$`, "größe")
}
