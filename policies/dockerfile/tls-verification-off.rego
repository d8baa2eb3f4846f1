# METADATA
# title: Certificates are not verified
# description: >-
#   Without the check of the certificate anybody on the way can answer in place of the server,
#   and what they send becomes part of the image. Leave the check on, and add the certificate
#   authority that is missing.
# related_resources:
#   - ref: https://curl.se/docs/sslcerts.html
# custom:
#   severity: high
#   practice: supply-chain
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     checkov: [CKV2_DOCKER_2, CKV2_DOCKER_3, CKV2_DOCKER_4, CKV2_DOCKER_5, CKV2_DOCKER_6, CKV2_DOCKER_14]
package dockwarden.dockerfile["tls-verification-off"]

switches := {
	"curl": {"-k", "--insecure", "--proxy-insecure"},
	"pip": {"--trusted-host"},
	"pip3": {"--trusted-host"},
	"wget": {"--no-check-certificate"},
}

variables := {
	"GIT_SSL_NO_VERIFY": {"1", "true"},
	"NODE_TLS_REJECT_UNAUTHORIZED": {"0"},
	"PYTHONHTTPSVERIFY": {"0"},
}

deny contains {
	"message": sprintf("%s does not verify certificates with %s", [name, switch]),
	"at": command.flags[switch],
} if {
	some name, names in switches
	some command in input.commands[name]
	command.keyword == "RUN"
	not command.opaque
	some switch in names
	command.flags[switch]
}

deny contains {
	"message": sprintf("%s switches off the check of certificates", [pair.name]),
	"at": pair,
} if {
	some instruction in input.instructions.ENV
	some pair in instruction.pairs
	pair.value in variables[pair.name]
}
