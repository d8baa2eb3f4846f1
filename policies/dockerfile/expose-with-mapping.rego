# METADATA
# title: EXPOSE maps a port
# description: >-
#   EXPOSE only notes which port the application listens on; where it appears on the host is decided by
#   whoever starts the container. The address and the port of the host are ignored.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/expose-invalid-format/
# custom:
#   severity: low
#   practice: network
#   fix: safe
#   sets: [recommended, strict]
#   same_as:
#     buildkit: [ExposeInvalidFormat]
#     tally: [buildkit/ExposeInvalidFormat]
#   needs: [instructions.EXPOSE]
package dockwarden.dockerfile["expose-with-mapping"]

deny contains {
	"message": sprintf("EXPOSE cannot map %s, it only takes the port of the container", [port.text]),
	"at": port,
	"fix": {"replace": port, "text": parts[count(parts) - 1]},
} if {
	some instruction in input.instructions.EXPOSE
	some port in instruction.ports
	regex.match(`^([0-9.]+:)?[0-9-]*:[0-9]+(-[0-9]+)?(/[a-zA-Z]+)?$`, port.text)
	parts := split(port.text, ":")
}
