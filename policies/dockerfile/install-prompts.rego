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
#     - commands.microdnf
#     - commands.tdnf
#     - commands.yum
#     - commands.zypper
#   mentions: [install, zypper]
package dockwarden.dockerfile["install-prompts"]

# By name: the words that install, and the options that answer.
managers := {
	"apt": debian,
	"apt-get": debian,
	"dnf": red_hat,
	"microdnf": red_hat,
	"tdnf": red_hat,
	"yum": red_hat,
	"zypper": {"verbs": {"install", "in"}, "answers": {"-y", "--no-confirm", "-n", "--non-interactive"}},
}

debian := {"verbs": {"install"}, "answers": {"-y", "--yes", "--assume-yes", "-qq", "--force-yes", "-s", "--download-only", "-d"}}

red_hat := {"verbs": {"install", "groupinstall", "localinstall"}, "answers": {"-y", "--assumeyes", "--assumeno", "--downloadonly"}}

deny contains {
	"message": sprintf("%s waits for a yes that nobody gives", [name]),
	"at": verb,
	"fix": {"replace": verb, "text": sprintf("%s -y", [verb.value])},
} if {
	some name, manager in managers
	some command in input.commands[name]
	command.keyword == "RUN"
	not command.opaque
	count(command.pipe_from) == 0
	verb := command.operands[0]
	verb.value in manager.verbs
	count(command.operands) > 1
	count(object.keys(command.flags) & manager.answers) == 0
	not answered(command)
	not settled
}

# -qqy and -y=true, --quiet=2; a variable may hold anything; input may come from elsewhere.
answered(command) if {
	some flag, _ in command.flags
	regex.match("^(-q.*q|-q=2|--quiet=2|-y=|--yes=|--assumeyes=)", flag)
}

answered(command) if command.flags["--quiet"].value == "2"

answered(command) if {
	some word in command.words
	count(word.variables) > 0
	not word.value
}

answered(command) if {
	some word in command.words
	contains(lower(word.text), "assume-yes")
}

answered(command) if {
	some redirect in command.redirects
	startswith(redirect.operator, "<")
}

answered(command) if "yes" in command.via

# settled holds if the file gives the answer in the settings of a package manager.
settled if {
	# Spares most files a look at each word.
	regex.match("(?i)(assume|[.]conf)", input.text)
	some keyword in {"RUN", "COPY", "ADD"}
	some instruction in input.instructions[keyword]
	some text in array.concat([word.text | some word in instruction.words], [heredoc.body | some heredoc in instruction.heredocs])
	regex.match("(?i)(assume-yes|assumeyes|apt[.]conf|dnf[.]conf|yum[.]conf)", text)
}
