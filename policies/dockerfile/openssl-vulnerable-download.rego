# METADATA
# title: OpenSSL with a known hole is downloaded
# description: >-
#   OpenSSL 3.0.0 to 3.0.6 can be crashed, and perhaps taken over, by a certificate with a crafted
#   mail address (CVE-2022-3602 and CVE-2022-3786). Take a release that is maintained, or the package
#   of the distribution.
# related_resources:
#   - ref: https://openssl-library.org/news/secadv/20221101.txt
# custom:
#   severity: high
#   practice: supply-chain
#   fix: none
#   mentions: [openssl-]
#   sets: [recommended, strict]
#   same_as:
#     kics: [5fa731ea-e844-47a6-a1e8-abc25e95847e]
#   needs: [commands.curl, commands.wget, instructions.ADD]
package dockwarden.dockerfile["openssl-vulnerable-download"]

deny contains {"message": told, "at": word} if {
	some name in {"curl", "wget"}
	some command in input.commands[name]
	command.keyword == "RUN"
	some word in command.words
	vulnerable(word)
}

deny contains {"message": told, "at": source} if {
	some instruction in input.instructions.ADD
	some source in instruction.sources
	source.source == "url"
	vulnerable(source)
}

told := "This release of OpenSSL has the holes CVE-2022-3602 and CVE-2022-3786"

vulnerable(word) if regex.match("^https?://.*openssl-3[.]0[.][0-6]([.]tar|[.]zip|$)", object.get(word, "value", word.text))
