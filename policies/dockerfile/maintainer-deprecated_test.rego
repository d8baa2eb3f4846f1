package dockwarden.dockerfile["maintainer-deprecated_test"]

import data.dockwarden.dockerfile["maintainer-deprecated"] as rule

findings(name) := found if {
	found := rule.deny with input as {"instructions": {"MAINTAINER": [{"onbuild": false, "words": [{"text": name}]}]}}
}

test_it_becomes_a_label if {
	{finding.fix.text | some finding in findings("Jo <jo@example.com>")} == {`LABEL org.opencontainers.image.authors="Jo <jo@example.com>"`}
}

test_quotes_have_no_fix if {
	some finding in findings(`"Jo"`)
	not finding.fix
}
