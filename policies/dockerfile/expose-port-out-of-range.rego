# METADATA
# title: EXPOSE names a port that cannot exist
# description: >-
#   Ports go from 1 to 65535. With another number the build fails, or the port is never reachable.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#expose
# custom:
#   severity: medium
#   practice: network
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0008]
#     hadolint: [DL3011]
#     kics: [71bf8cf8-f0a1-42fa-b9d2-d10525e0a38e]
#     tally: [hadolint/DL3011]
#   needs: [instructions.EXPOSE]
package dockwarden.dockerfile["expose-port-out-of-range"]

deny contains {"message": sprintf("There is no port %s", [port.text]), "at": port} if {
	some instruction in input.instructions.EXPOSE
	some port in instruction.ports
	some number in numbers(port)
	not possible(number)
}

numbers(port) := {port[key] | some key in {"port", "end"}; port[key]}

possible(number) if {
	number > 0
	number < 65536
}
