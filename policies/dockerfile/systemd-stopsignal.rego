# METADATA
# title: systemd does not stop on this signal
# description: >-
#   As first process systemd takes SIGTERM for a request to start itself anew, so the container is
#   killed after the grace period and its services do not end in order. Set STOPSIGNAL SIGRTMIN+3.
#   Told only where the file sets another signal: the base image may have set the right one.
# related_resources:
#   - ref: https://systemd.io/CONTAINER_INTERFACE/
# custom:
#   severity: low
#   practice: hygiene
#   fix: safe
#   mentions: [systemd]
#   sets: [strict]
#   same_as:
#     tally: [tally/prefer-systemd-sigrtmin-plus-3]
#   needs: [instructions.STOPSIGNAL]
package dockwarden.dockerfile["systemd-stopsignal"]

import data.dockwarden.lib.stages

deny contains {
	"message": sprintf("systemd does not stop on %s", [signal]),
	"at": instruction.signal,
	"fix": {"replace": instruction.signal, "text": "SIGRTMIN+3"},
} if {
	runs_systemd(stages.final)
	some instruction in input.instructions.STOPSIGNAL
	instruction.onbuild == false
	instruction.stage == stages.final.index
	signal := instruction.signal.value
	not regex.match("^(SIG)?RTMIN[+]3$|^37$", upper(signal))
}

runs_systemd(stage) if program(stage.entrypoint)

runs_systemd(stage) if {
	not stage.entrypoint
	program(stage.cmd)
}

program(start) if regex.match("^(/usr)?/lib/systemd/systemd$", start.commands[0].path)
