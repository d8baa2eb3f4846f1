# METADATA
# title: Download is run unseen
# description: >-
#   A script that goes from the network straight into a shell runs with the rights of the build,
#   and nobody can tell afterwards what it did. Download it, compare its checksum, then run it.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/
# custom:
#   severity: medium
#   practice: supply-chain
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
#   needs: [commands.curl, commands.wget]
package dockwarden.dockerfile["download-piped-to-shell"]

downloaders := {"curl", "wget"}

shells := {"sh", "bash", "ash", "dash", "zsh", "ksh"}

deny contains {
	"message": sprintf("What %s downloads goes straight into %s", [downloader, shell]),
	"at": command,
} if {
	some downloader in downloaders
	some command in input.commands[downloader]
	command.keyword == "RUN"
	not command.opaque
	not to_file(command)
	shell := command.pipe_to[count(command.pipe_to) - 1]
	shell in shells
}

# to_file holds if nothing goes into the pipe: wget writes files by itself, curl is told to.
to_file(command) if {
	written(command)
	every word in command.words {
		not endswith(word.text, "-")
		not endswith(word.text, "/dev/stdout")
	}
}

written(command) if command.name == "wget"

written(command) if command.flags[["-o", "-O", "--output", "--remote-name"][_]]
