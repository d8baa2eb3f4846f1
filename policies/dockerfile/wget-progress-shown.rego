# METADATA
# title: wget fills the log of the build
# description: >-
#   Without a terminal wget prints a line for every few kilobytes, and what matters in the log drowns.
#   Add -nv, or --progress=dot:giga where the version of wget knows it.
# related_resources:
#   - ref: https://github.com/hadolint/hadolint/wiki/DL3047
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3047]
#     tally: [hadolint/DL3047]
#   needs: [commands.wget]
package dockwarden.dockerfile["wget-progress-shown"]

deny contains {"message": "wget prints its progress into the log", "at": command} if {
	some command in input.commands.wget
	command.keyword == "RUN"
	not command.opaque
	downloads(command)
	not quiet(command)
}

downloads(command) if contains(command.operands[_].text, "://")

downloads(command) if contains(command.operands[_].value, "://")

quiet(command) if command.flags[[
	"-q", "--quiet", "-nv", "--no-verbose", "-o", "--output-file", "-a", "--append-output", "--progress", "-b",
][_]]

# Short options that stand together.
quiet(command) if regex.match("^-[a-zA-Z]*q", command.words[_].text)

quiet(command) if startswith(command.words[_].text, "-nv")

# What the shell throws away does not reach the log.
quiet(command) if command.redirects[_].target.text in {"/dev/null", "&1"}
