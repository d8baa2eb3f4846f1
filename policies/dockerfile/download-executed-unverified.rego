# METADATA
# title: Downloaded program is not verified
# description: >-
#   The build unpacks or runs a file that it has just downloaded, without comparing it with anything.
#   Whoever controls the server, or the account that publishes there, is in the image with the next
#   build. Compare its checksum or signature in the same RUN, or use ADD with a checksum.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#add---checksum
# custom:
#   severity: medium
#   practice: supply-chain
#   fix: none
#   sets: [strict, cis]
#   same_as:
#     cis: ["4.12"]
#   needs: [commands.curl, commands.wget]
package dockwarden.dockerfile["download-executed-unverified"]

verifiers := {
	"sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "shasum", "md5sum", "b2sum", "b3sum",
	"cksum", "gpg", "gpg2", "gpgv", "openssl", "cosign", "minisign", "rhash", "slsa-verifier", "sq", "gh",
	"signify", "apksigner", "jarsigner", "sha256", "digest",
}

unpackers := {"tar", "bsdtar", "unzip", "gunzip", "cpio", "gzip", "xz", "unxz", "bzip2", "zstd", "7z", "jar"}

runners := {"sh", "bash", "ash", "dash", "zsh", "ksh", "python", "python3", "perl", "ruby", "node", "php"}

installers := {"dpkg", "rpm", "apt", "apt-get", "yum", "dnf"}

deny contains {
	"message": sprintf("What %s downloads is used without comparing a checksum", [name]),
	"at": command,
} if {
	some name in {"curl", "wget"}
	some command in input.commands[name]
	command.keyword == "RUN"
	not command.opaque
	some instruction in input.instructions.RUN
	instruction.index == command.instruction
	not verified(instruction)
	used(command, instruction)
}

verified(instruction) if {
	some command in instruction.commands
	command.name in verifiers
}

verified(instruction) if {
	some command in instruction.commands
	some word in command.words
	some sign in {"checksum", "sha256", "sha512", "verify"}
	contains(lower(word.text), sign)
}

used(command, _) if {
	some name in command.pipe_to
	name in unpackers
}

used(command, instruction) if {
	some other in instruction.commands
	some file in files(command)
	uses(other, file)
}

uses(other, file) if {
	other.name == "chmod"
	executable(other.operands[0].value)
	some index, operand in other.operands
	index > 0
	plain(operand.text) == file
}

uses(other, file) if {
	other.path
	plain(other.words[0].text) == file
}

uses(other, file) if {
	other.name in ((unpackers | runners) | installers)
	some operand in other.operands
	plain(operand.text) == file
}

executable(mode) if contains(mode, "x")

executable(mode) if regex.match(`^[0-7]*[1357][0-7]?[0-7]?$`, mode)

plain(path) := trim_prefix(path, "./")

# files are the names under which a download is stored.
files(command) := {plain(name) | some name in named(command)} - {"-", ""}

named(command) := (({name |
	some index, word in command.words
	output_option(command.name, word.text)
	name := command.words[index + 1].text
} | {redirect.target.text |
	some redirect in command.redirects
	redirect.operator == ">"
}) | {value.text |
	some option in {"--output", "--output-document"}
	value := command.flags[option]
	not startswith(value.text, "-")
}) | {name |
	keeps_name(command)
	some operand in command.operands
	contains(operand.text, "://")
	parts := split(operand.text, "/")
	name := parts[count(parts) - 1]
}

output_option(_, text) if text in {"--output", "--output-document"}

output_option("curl", text) if regex.match("^-[a-zA-Z]*o$", text)

output_option("wget", text) if regex.match("^-[a-zA-Z]*O$", text)

keeps_name(command) if {
	command.name == "curl"
	some option in {"-O", "--remote-name"}
	command.flags[option]
}

keeps_name(command) if {
	command.name == "wget"
	not command.flags["-O"]
	not command.flags["--output-document"]
}
