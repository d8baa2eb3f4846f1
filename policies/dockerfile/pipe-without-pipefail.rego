# METADATA
# title: A failure inside a pipe goes unnoticed
# description: >-
#   A shell judges a pipe by its last command. If the download on its left fails, the build goes on
#   with what little came through, and the image is broken or half verified. Set pipefail with SHELL,
#   or at the beginning of the script.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#using-pipes
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL4006]
#     kics: [efbf148a-67e9-42d2-ac47-02fa1c0d0b22]
#     tally: [hadolint/DL4006]
#   needs: [instructions.RUN]
#   mentions: ["|"]
package dockwarden.dockerfile["pipe-without-pipefail"]

# Commands that do not fail, and yes, which only ever ends because nobody reads on.
unfailing := {"echo", "printf", "true", ":", "yes"}

# One finding for each RUN: its shell is the cause.
deny contains {
	"message": sprintf("The build goes on if %s fails in its pipe", [command.name]),
	"at": command,
} if {
	some instruction in input.instructions.RUN
	instruction.form != "exec"
	not instruction.opaque
	instruction.shell.name in {"sh", "bash", "ash", "dash", "zsh", "ksh"}
	instruction.shell.pipefail == false
	not mentions_pipefail(instruction)
	command := [one | some one in instruction.commands; hides_failure(one)][0]
}

hides_failure(command) if {
	not command.opaque
	count(command.pipe_to) > 0
	name := command.name
	not name in unfailing
	not asks(command)
}

# asks holds for a pipe whose last command is a question, such as grep -q: its answer counts.
asks(command) if command.pipe_to[count(command.pipe_to) - 1] in {"grep", "test", "["}

# No checksum to compare is a failure.
asks(command) if {
	last := command.pipe_to[count(command.pipe_to) - 1]
	endswith(last, "sum")
	some check in input.commands[last]
	check.instruction == command.instruction
	some option in ["-c", "--check"]
	check.flags[option]
}

mentions_pipefail(instruction) if {
	some word in instruction.words
	contains(word.text, "pipefail")
}

mentions_pipefail(instruction) if {
	some heredoc in instruction.heredocs
	contains(heredoc.body, "pipefail")
}
