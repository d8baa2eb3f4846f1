package dockwarden.dockerfile["openssl-vulnerable-download_test"]

import data.dockwarden.dockerfile["openssl-vulnerable-download"] as rule

findings(document) := found if {
	found := rule.deny with input as document
}

curl(address) := {"commands": {"curl": [{"keyword": "RUN", "words": [{"text": address}]}]}}

test_a_vulnerable_release_is_denied if {
	count(findings(curl("https://www.openssl.org/source/openssl-3.0.5.tar.gz"))) == 1
}

test_a_fixed_release_passes if {
	count(findings(curl("https://www.openssl.org/source/openssl-3.0.7.tar.gz"))) == 0
	count(findings(curl("https://www.openssl.org/source/openssl-3.0.16.tar.gz"))) == 0
}
