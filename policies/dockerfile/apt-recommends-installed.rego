# METADATA
# title: Recommended packages come along
# description: >-
#   apt also installs what a package only recommends: often hundreds of megabytes of programs that
#   nobody asked for, each with vulnerabilities of its own. With --no-install-recommends it installs
#   what is named and needed.
# related_resources:
#   - ref: https://manpages.debian.org/stable/apt/apt-get.8.en.html
# custom:
#   severity: info
#   practice: minimal-images
#   fix: unsafe
#   sets: [strict]
#   same_as:
#     trivy: [DS-0029]
#     hadolint: [DL3015]
#     kics: [7384dfb2-fcd1-4fbf-91cd-6c44c318c33c]
#   needs: [commands.apt-get, commands.apt]
package dockwarden.dockerfile["apt-recommends-installed"]

import data.dockwarden.lib.stages

deny contains {
	"message": sprintf("%s also installs what the packages recommend", [command.name]),
	"at": command.words[verb],
	"fix": {
		"replace": command.words[verb],
		"text": "install --no-install-recommends",
		"note": "A program may miss a package that it does not strictly need",
	},
} if {
	some command in input.installs
	not command.flags["--no-install-recommends"]
	command.manager in {"apt-get", "apt"}
	command.keyword == "RUN"
	not command.opaque
	verb := min({index | some index, word in command.words; word.value == "install"})
	names_something(command, verb)
	not decided(command)
}

# apt-get -f install alone only repairs.
names_something(command, verb) if {
	some index, word in command.words
	index > verb
	not startswith(word.text, "-")
}

# decided holds if the command says so in other words, or settings of apt do, or may.
decided(command) if {
	spoken_of
	some word in command.words
	contains(lower(word.text), "apt::install-recommends")
}

decided(command) if {
	spoken_of
	some text in stages.settings(command)
	some part in ["apt::install-recommends", "apt.conf"]
	contains(text, part)
}

# spoken_of spares most files a look at each word.
spoken_of if regex.match("(?i)apt::|apt[.]conf", input.text)
