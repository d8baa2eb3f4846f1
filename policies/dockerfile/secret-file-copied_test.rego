package dockwarden.dockerfile["secret-file-copied_test"]

import data.dockwarden.dockerfile["secret-file-copied"] as rule

findings(path) := found if {
	found := rule.deny with input as {
		"stages": [{"used": true}],
		"instructions": {"COPY": [{
			"keyword": "COPY",
			"stage": 0,
			"sources": [{"source": "path", "value": path}],
		}]},
	}
}

test_private_keys_and_credentials_are_denied if {
	every path in ["id_rsa", "./.ssh/id_ed25519", ".aws/credentials", "certs/server-key.pem", "tls.key", ".env"] {
		count(findings(path)) == 1
	}
}

test_public_keys_certificates_and_examples_pass if {
	every path in ["id_rsa.pub", "ca.pem", "fullchain.pem", ".env.example", ".npmrc", "keyboard.json", "."] {
		count(findings(path)) == 0
	}
}
