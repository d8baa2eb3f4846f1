package dockwarden.dockerfile["secret-in-file_test"]

import data.dockwarden.dockerfile["secret-in-file"] as rule

known := {
	"tokens": [{"of": "GitHub", "prefix": "ghp_", "length": 40}],
	"keys": ["-----BEGIN RSA PRIVATE KEY-----"],
}

findings(text) := found if {
	found := rule.deny with input as {"text": text, "instructions": {"RUN": [{"words": [{"text": text}], "heredocs": []}]}}
		with data.dockwarden.data.secrets as known
}

made_up := concat("", ["gh", "p_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"])

test_a_token_is_denied if {
	count(findings(sprintf("git clone https://%s@github.com/o/r", [made_up]))) == 1
}

test_a_placeholder_passes if {
	count(findings("git clone https://ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@github.com/o/r")) == 0
}

test_the_beginning_alone_passes if {
	count(findings("grep -r ghp_ .")) == 0
}

test_a_private_key_is_denied if {
	count(findings("echo '-----BEGIN RSA PRIVATE KEY-----' > k")) == 1
}
