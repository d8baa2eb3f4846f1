# METADATA
# title: Protocol of a port is not in lower case
# description: >-
#   Only lower case is specified, and some tools that read an image do not know TCP. Write tcp, udp or
#   sctp.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/expose-proto-casing/
# custom:
#   severity: info
#   practice: hygiene
#   fix: safe
#   sets: [strict]
#   same_as:
#     buildkit: [ExposeProtoCasing]
#     tally: [buildkit/ExposeProtoCasing]
#   needs: [instructions.EXPOSE]
package dockwarden.dockerfile["expose-protocol-case"]

deny contains {
	"message": sprintf("The protocol in %q is not in lower case", [port.text]),
	"at": port,
	"fix": {"replace": port, "text": lower(port.text)},
} if {
	some instruction in input.instructions.EXPOSE
	some port in instruction.ports
	port.text != lower(port.text)
	regex.match("^[0-9-]+/[A-Za-z]*[A-Z][A-Za-z]*$", port.text)
}
