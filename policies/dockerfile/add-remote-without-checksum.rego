# METADATA
# title: Download is not checked
# description: >-
#   ADD takes what the server sends on the day of the build. With --checksum the build stops
#   when the file is another one than the one that was reviewed.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#add---checksum
# custom:
#   severity: medium
#   practice: supply-chain
#   fix: none
#   needs: [instructions.ADD]
#   sets: [recommended, strict]
#   same_as:
#     kics: [4b410d24-1cbe-4430-a632-62c9a931cf1c]
package dockwarden.dockerfile["add-remote-without-checksum"]

deny contains {
	"message": "ADD downloads a file without comparing its checksum",
	"at": source,
} if {
	some instruction in input.instructions.ADD
	not instruction.flags.checksum
	some source in instruction.sources
	source.source == "url"
	source.value
}
