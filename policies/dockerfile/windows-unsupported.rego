# METADATA
# title: Instruction does not work in images for Windows
# description: >-
#   Modes and signals of Linux do not exist on Windows: --chmod is for images of Linux only, and a
#   STOPSIGNAL has no effect. Give rights with icacls, and handle the events of the console instead.
#   Told only of stages whose base is known to be Windows; --chown works for accounts of the image.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   mentions: [windows, nanoserver, servercore]
#   sets: [strict]
#   same_as:
#     tally: [tally/windows/no-stopsignal]
package dockwarden.dockerfile["windows-unsupported"]

deny contains {"message": "--chmod does not work in images for Windows", "at": flag} if {
	some keyword in {"ADD", "COPY"}
	some instruction in input.instructions[keyword]
	windows(instruction)
	flag := instruction.flags.chmod
}

deny contains {"message": "A signal to stop has no effect on Windows", "at": instruction} if {
	some instruction in input.instructions.STOPSIGNAL
	not upper(instruction.signal.text) in {"9", "KILL", "SIGKILL"}
	windows(instruction)
}

# The reader gives stages for Windows the shell of Windows.
windows(instruction) if {
	base := input.stages[instruction.stage].instructions[0]
	base.shell.name == "cmd"
	base.shell.source == "default"
}
