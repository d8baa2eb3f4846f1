# METADATA
# title: Signal cannot be handled
# description: >-
#   KILL and STOP never reach the program: it is ended or frozen on the spot, without saving its work.
#   Take TERM, or the signal on which the program stops by itself.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#stopsignal
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     tally: [tally/no-ungraceful-stopsignal]
#   needs: [instructions.STOPSIGNAL]
package dockwarden.dockerfile["stopsignal-ungraceful"]

deny contains {
	"message": sprintf("No program can handle %s", [instruction.signal.text]),
	"at": instruction.signal,
} if {
	some instruction in input.instructions.STOPSIGNAL
	trim_prefix(upper(instruction.signal.value), "SIG") in {"KILL", "STOP", "9", "19"}
}
