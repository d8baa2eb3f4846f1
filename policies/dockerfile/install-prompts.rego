# METADATA
# title: Installation asks a question
# description: >-
#   Nobody can answer during a build: the package manager asks whether to go on, gets no answer, and the
#   build stops. Let it assume yes.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#apt-get
# custom:
#   severity: medium
#   practice: hygiene
#   fix: safe
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0021]
#     hadolint: [DL3014, DL3030, DL3034, DL3038]
#     kics: [77783205-c4ca-4f80-bb80-c777f267c547, 6e19193a-8753-436d-8a09-76dcff91bb03, 7ebd323c-31b7-4e5b-b26f-de5e9e477af8, 45e1fca5-f90e-465d-825f-c2cb63fa3944]
#     tally: [hadolint/DL3014, hadolint/DL3030, hadolint/DL3034, hadolint/DL3038]
#   needs:
#     - commands.apt
#     - commands.apt-get
#     - commands.dnf
#     - commands.tdnf
#     - commands.yum
#     - commands.zypper
#   mentions: [install, zypper]
package dockwarden.dockerfile["install-prompts"]

import data.dockwarden.lib.stages

deny contains {
	"message": sprintf("%s waits for a yes that nobody gives", [name]),
	"at": verb,
	"fix": {"replace": verb, "text": sprintf("%s -y", [verb.value])},
} if {
	some name, commands in input.commands
	prompt := data.dockwarden.data.package_managers.managers[name].prompt
	some command in commands
	# What most of them write.
	not command.flags["-y"]
	verb := command.operands[0]
	verb.value in prompt.verbs
	object.filter(command.flags, prompt.answers) == {}
	command.keyword == "RUN"
	not command.opaque
	command.pipe_from == []
	count(command.operands) > 1
	not answered(command)
	not settled(command)
}

# -qqy and -y=true, --quiet=2; a variable may hold anything; input may come from elsewhere.
answered(command) if {
	some flag, _ in command.flags
	regex.match("^(-q.*q|-q=2|--quiet=2|-y=|--yes=|--assumeyes=)", flag)
}

answered(command) if command.flags["--quiet"].value == "2"

answered(command) if {
	some word in command.words
	not word.value
	count(word.variables) > 0
}

answered(command) if {
	says_assume
	some word in command.words
	contains(lower(word.text), "assume-yes")
}

answered(command) if {
	some redirect in command.redirects
	startswith(redirect.operator, "<")
}

answered(command) if "yes" in command.via

# says_assume spares most files a look at each word.
says_assume if {
	said := lower(input.text)
	some part in ["assume", ".conf"]
	contains(said, part)
}

# settled holds if settings of the package manager give the answer, or may.
settled(command) if {
	says_assume
	some text in stages.settings(command)
	some setting in settings[command.name]
	contains(text, setting)
	not contains(text, "--assume")
}

settings := {name: parts |
	some names, parts in {
		"apt apt-get": ["apt.conf", "assume-yes"],
		"dnf tdnf yum": ["assumeyes", "dnf.conf", "yum.conf"],
	}
	some name in split(names, " ")
}
