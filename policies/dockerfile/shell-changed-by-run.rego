# METADATA
# title: Shell is replaced in the file system
# description: >-
#   Every program that calls /bin/sh gets another shell than the distribution was tested with, also in
#   images built on this one. SHELL changes it for the instructions of this file only.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#shell
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL4005]
#     kics: [8a301064-c291-4b20-adcb-403fe7fd95fd]
#     tally: [hadolint/DL4005]
#   needs: [commands.ln, commands.mv, commands.cp]
package dockwarden.dockerfile["shell-changed-by-run"]

deny contains {"message": "/bin/sh becomes another shell", "at": command} if {
	some name in {"ln", "mv", "cp"}
	some command in input.commands[name]
	command.keyword == "RUN"
	not command.opaque
	count(command.operands) == 2
	command.operands[1].value in {"/bin/sh", "/usr/bin/sh"}
	replaces(command)
}

# A link is put in the place of a file only with force, or if the file was removed.
replaces(command) if command.name != "ln"

replaces(command) if command.flags[["-f", "--force"][_]]

replaces(command) if {
	some removal in input.commands.rm
	some operand in removal.operands
	operand.value == command.operands[1].value
}
