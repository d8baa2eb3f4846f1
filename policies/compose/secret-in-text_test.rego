package dockwarden.compose["secret-in-text_test"]

import data.dockwarden.compose["secret-in-text"] as rule

findings(service) := found if {
	found := rule.deny with input as {"text": json.marshal(service), "containers": [object.union({"name": "x"}, service)]}
		with data.dockwarden.data.secrets as {
			"tokens": [{"of": "GitHub", "prefix": "ghp_", "length": 40}],
			"keys": ["-----BEGIN PRIVATE KEY-----"],
		}
}

token := concat("", ["gh", "p_", "0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R"])

test_tokens_and_keys_are_denied if {
	count(findings({"command": {"words": [{"@": 1, "text": concat("=", ["--token", token])}]}})) == 1
	count(findings({"labels": {"l": {"@": 1, "text": token}}})) == 1
}

test_other_text_passes if {
	count(findings({"command": {"words": [{"@": 1, "text": "--token=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}]}})) == 0
	count(findings({"labels": {"l": {"@": 1, "text": "PRIVATE KEY"}}})) == 0
}
