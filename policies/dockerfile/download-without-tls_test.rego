package dockwarden.dockerfile["download-without-tls_test"]

import data.dockwarden.dockerfile["download-without-tls"] as rule

command(url) := {"keyword": "RUN", "instruction": 1, "operands": [{"text": url}]}

findings(url, more) := found if {
	found := rule.deny with input as {"instructions": {}, "commands": object.union({"curl": [command(url)]}, more)}
}

test_plain_http_is_denied if {
	count(findings("http://example.com/a.tgz", {})) == 1
}

test_https_and_the_own_host_pass if {
	count(findings("https://example.com/a.tgz", {})) == 0
	count(findings("http://localhost:8080/health", {})) == 0
	count(findings("http://$MIRROR/a.tgz", {})) == 0
}

test_a_checksum_in_the_same_step_passes if {
	count(findings("http://example.com/a.tgz", {"sha256sum": [{"instruction": 1}]})) == 0
	count(findings("http://example.com/a.tgz", {"sha256sum": [{"instruction": 2}]})) == 1
}
