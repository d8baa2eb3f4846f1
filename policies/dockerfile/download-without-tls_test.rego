package dockwarden.dockerfile["download-without-tls_test"]

import data.dockwarden.dockerfile["download-without-tls"] as rule

command(words) := {"keyword": "RUN", "instruction": 1, "words": [{"text": word} | some word in split(words, " ")]}

findings(url, more) := found if {
	found := rule.deny with input as {"instructions": {}, "commands": object.union({"curl": [command(concat(" ", ["curl", url]))]}, more)}
}

test_plain_http_is_denied if {
	count(findings("http://example.com/a.tgz", {})) == 1
}

test_https_and_the_own_host_pass if {
	count(findings("https://example.com/a.tgz", {})) == 0
	count(findings("http://localhost:8080/health", {})) == 0
	count(findings("http://$MIRROR/a.tgz", {})) == 0
}

test_proxies_and_referers_are_no_download if {
	count(findings("-fsSLx http://proxy:3128 --referer http://example.com https://example.com/a.tgz", {})) == 0
	count(findings("-x http://proxy:3128 http://example.com/a.tgz", {})) == 1
	command_of_wget := command("wget -x http://example.com/a.tgz")
	count(findings("https://example.com", {"wget": [command_of_wget]})) == 1
}

test_a_checksum_in_the_same_step_passes if {
	count(findings("http://example.com/a.tgz", {"sha256sum": [{"instruction": 1}]})) == 0
	count(findings("http://example.com/a.tgz", {"sha256sum": [{"instruction": 2}]})) == 1
}
