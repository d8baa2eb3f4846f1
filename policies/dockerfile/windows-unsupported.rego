# METADATA
# title: Instruction does not work in images for Windows
# description: >-
#   Owners, modes and signals of Linux do not exist on Windows: the builder refuses --chown and
#   --chmod there, and a STOPSIGNAL has no effect. Give rights with icacls, and handle the events of
#   the console instead.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   mentions: [windows, nanoserver, servercore]
#   sets: [strict]
#   same_as:
#     tally: [tally/windows/no-chown-flag, tally/windows/no-stopsignal]
package dockwarden.dockerfile["windows-unsupported"]

deny contains {"message": sprintf("--%s does not work in images for Windows", [name]), "at": flag} if {
	some keyword in {"ADD", "COPY"}
	some instruction in input.instructions[keyword]
	windows(instruction)
	some name in {"chmod", "chown"}
	flag := instruction.flags[name]
}

deny contains {"message": "A signal to stop has no effect on Windows", "at": instruction} if {
	some instruction in input.instructions.STOPSIGNAL
	windows(instruction)
}

# The reader gives stages for Windows the shell of Windows.
windows(instruction) if {
	base := input.stages[instruction.stage].instructions[0]
	base.shell.name == "cmd"
	base.shell.source == "default"
}
