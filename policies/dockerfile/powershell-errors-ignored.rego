# METADATA
# title: PowerShell goes on after an error
# description: >-
#   A command that fails in the middle of a script does not stop PowerShell, so the build goes on and
#   ends well with half of its work done. Set $ErrorActionPreference to Stop, best once in SHELL.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#shell
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   mentions: [powershell, pwsh]
#   sets: [strict]
#   same_as:
#     tally: [tally/powershell/error-action-preference]
package dockwarden.dockerfile["powershell-errors-ignored"]

deny contains {
	"message": "PowerShell goes on when one of these commands fails",
	"at": instruction,
} if {
	some instruction in input.instructions.RUN
	instruction.form == "shell"
	instruction.shell.name == "powershell"
	script := instruction.words[0].text
	several(script)
	every text in array.concat([script], instruction.shell.words) {
		not contains(lower(text), "erroraction")
	}
	not contains(lower(script), "try")
}

several(script) if regex.match(`;\s*[^;\s]`, script)
