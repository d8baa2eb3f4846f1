# METADATA
# title: Archive is copied and then unpacked
# description: >-
#   The archive stays in the layer that COPY made, also if it is removed later. ADD unpacks an archive
#   of the context by itself and leaves nothing else. Told only where tar does no more than that.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   mentions: [.tar, .tgz, .tbz2, .txz]
#   sets: [strict]
#   same_as:
#     hadolint: [DL3010]
#     tally: [hadolint/DL3010]
#   needs: [commands.tar]
package dockwarden.dockerfile["archive-copied-then-extracted"]

deny contains {
	"message": "ADD would unpack this archive and not keep it",
	"at": source,
} if {
	some command in input.commands.tar
	command.keyword == "RUN"
	not command.opaque
	extracts(command)
	some copy in input.instructions.COPY
	copy.stage == command.stage
	input.stages[copy.stage].shipped
	copy.index < command.instruction
	not copy.flags.from
	some source in copy.sources
	source.source == "path"
	regex.match("[.](tar|tar[.](gz|bz2|xz)|tgz|tbz2|txz)$", source.value)
	archive(command) == last_part(source.value)
}

# Anything but the archive and where to put it, such as --strip-components or a list of members, is
# more than ADD does.
extracts(command) if {
	every word in array.slice(command.words, 2, 100) {
		plain(word)
	}
	regex.match("^(-?[vpzjJ]*x[vpzjJ]*f|--extract)$", command.words[1].value)
}

plain(word) if word.value in {"-C", "-f", "-v", "-z", "-j", "-J", "-p"}

plain(word) if startswith(word.value, "-C")

plain(word) if regex.match("^--(file|directory)(=|$)|^--(gzip|bzip2|xz|verbose)$", word.value)

plain(word) if not startswith(word.value, "-")

# The only word that names an archive; a member or a folder beside it makes it another matter.
archive(command) := last_part(others[0].value) if {
	others := [word |
		some index, word in command.words
		index > 1
		not startswith(word.value, "-")
		not command.words[index - 1].value in {"-C", "--directory"}
	]
	count(others) == 1
}

last_part(path) := parts[count(parts) - 1] if parts := split(path, "/")
