# METADATA
# title: Download without TLS
# description: >-
#   Whatever comes over plain HTTP can be changed by anybody on the way, and what it holds becomes part
#   of the image. Use https, and check the content against a checksum.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#add---checksum
# custom:
#   severity: high
#   practice: supply-chain
#   fix: unsafe
#   needs: [commands.curl, commands.wget, commands.aria2c, instructions.ADD]
#   mentions: ["http://"]
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.dockerfile["download-without-tls"]

deny contains {
	"message": sprintf("%s downloads over plain HTTP", [name]),
	"at": word,
	"fix": secure(word),
} if {
	some name in {"curl", "wget", "aria2c"}
	some command in input.commands[name]
	command.keyword == "RUN"
	some index, word in command.words
	plain(word.text)
	not aside(name, command.words[index - 1].text)
	not checked(command)
}

# aside holds for options whose address is not what is downloaded.
aside(_, option) if option in {"--preproxy", "--proxy", "--referer"}

aside("curl", option) if regex.match("^-[a-zA-Z]*[ex]$", option)

deny contains {
	"message": "ADD downloads over plain HTTP",
	"at": source,
	"fix": secure(source),
} if {
	some instruction in input.instructions.ADD
	not instruction.flags.checksum
	some source in instruction.sources
	plain(source.text)
}

secure(word) := {
	"replace": word,
	"text": replace(word.text, "http://", "https://"),
	"note": "The host must answer over TLS",
}

plain(text) if {
	startswith(text, "http://")
	host := split(split(substring(text, 7, -1), "/")[0], ":")[0]
	not host in {"localhost", "127.0.0.1", "host.docker.internal"}
	not startswith(host, "$")
}

# checked holds if the same RUN compares what it downloaded with a checksum or a signature.
checked(command) if {
	some tool in {"sha256sum", "sha512sum", "shasum", "gpg", "gpgv", "cosign", "minisign"}
	some check in input.commands[tool]
	check.instruction == command.instruction
}
