# METADATA
# title: Statement about vulnerabilities lies in the image
# description: >-
#   Scanners look for VEX statements beside an image, as attestations, and a file inside it needs a
#   new image for every new judgement. Attach it to the image in the registry instead.
# related_resources:
#   - ref: https://docs.docker.com/scout/how-tos/create-exceptions-vex/
# custom:
#   severity: info
#   practice: supply-chain
#   fix: none
#   mentions: [vex.json]
#   sets: [strict]
#   same_as:
#     tally: [tally/prefer-vex-attestation]
#   needs: [instructions.COPY, instructions.ADD]
package dockwarden.dockerfile["vex-copied-into-image"]

deny contains {
	"message": sprintf("%s belongs beside the image, as an attestation", [source.value]),
	"at": source,
} if {
	some keyword in {"ADD", "COPY"}
	some instruction in input.instructions[keyword]
	instruction.onbuild == false
	input.stages[instruction.stage].shipped
	some source in instruction.sources
	source.source == "path"
	regex.match("(^|[./_-])(open)?vex[.]json$", lower(source.value))
}
