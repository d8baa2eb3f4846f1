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
#   mentions: [curl, trusted, certificate, ssl, tls_reject, httpsverify]
#   sets: [recommended, strict]
#   same_as:
#     checkov: [CKV2_DOCKER_2, CKV2_DOCKER_3, CKV2_DOCKER_4, CKV2_DOCKER_5, CKV2_DOCKER_6, CKV2_DOCKER_12, CKV2_DOCKER_13, CKV2_DOCKER_14, CKV2_DOCKER_15, CKV2_DOCKER_16]
package dockwarden.dockerfile["tls-verification-off"]

switches := {
	"curl": {"-k", "--insecure", "--proxy-insecure"},
	"pip": {"--trusted-host"},
	"pip3": {"--trusted-host"},
	"wget": {"--no-check-certificate"},
}

# Values that switch the check off; "*" stands for any value.
variables := {
	"GIT_SSL_NO_VERIFY": {"*"},
	"NODE_TLS_REJECT_UNAUTHORIZED": {"0"},
	"NPM_CONFIG_STRICT_SSL": {"false"},
	"PIP_TRUSTED_HOST": {"*"},
	"PYTHONHTTPSVERIFY": {"0"},
}

# Settings that are written by a command, as name and value or as name=value.
settings := {
	"git": {"http.sslverify"},
	"npm": {"strict-ssl"},
	"yarn": {"strict-ssl"},
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

# python -m pip is pip.
deny contains {
	"message": "pip does not verify certificates with --trusted-host",
	"at": command.flags["--trusted-host"],
} if {
	some name in {"python", "python3"}
	some command in input.commands[name]
	command.keyword == "RUN"
	command.operands[0].value == "pip"
	command.flags["--trusted-host"]
}

deny contains {"message": message(pair.name), "at": pair} if {
	some instruction in input.instructions.ENV
	some pair in instruction.pairs
	switches_off(pair)
}

deny contains {"message": message(assignment.name), "at": assignment} if {
	some part in {"VERIF", "UNAUTHORIZED", "STRICT_SSL", "TRUSTED_HOST", "PYTHONHTTPS"}
	contains(upper(input.text), part)
	some _, commands in input.commands
	some command in commands
	some assignment in command.env
	switches_off(assignment)
}

deny contains {"message": message(setting), "at": word} if {
	some name, names in settings
	some command in input.commands[name]
	command.keyword == "RUN"
	some index, word in command.words
	some setting in names
	lower(word.value) == setting
	off(command.words[index + 1].value)
}

deny contains {"message": message(setting), "at": word} if {
	some name, names in settings
	some command in input.commands[name]
	command.keyword == "RUN"
	some word in command.words
	some setting in names
	some value in {"false", "0"}
	lower(word.value) == concat("=", [setting, value])
}

# yum and dnf read sslverify from the text of a repository file.
deny contains {"message": message("sslverify"), "at": word} if {
	some name in {"echo", "printf"}
	some command in input.commands[name]
	command.keyword == "RUN"
	some word in command.words
	some setting in {"sslverify=0", "sslverify=false"}
	contains(lower(word.text), setting)
}

message(name) := sprintf("%s switches off the check of certificates", [name])

switches_off(pair) if pair.value in variables[upper(pair.name)]

switches_off(pair) if {
	"*" in variables[upper(pair.name)]
	pair.value != ""
}

off(value) if lower(value) in {"false", "0"}
