# METADATA
# title: Packages are installed in any version
# description: >-
#   Without a version the build takes what the repository offers on that day, so two builds of one
#   commit differ, and a hijacked release is in the image at once. Name the versions, or install from a
#   lock file. Packages of a distribution are told as information only: their repositories drop old
#   versions.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#version-pinning
# custom:
#   severity: low
#   practice: supply-chain
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3008, DL3013, DL3016, DL3018, DL3028, DL3033, DL3037, DL3041, DL3062]
#     kics:
#       - 965a08d7-ef86-4f14-8792-4a3b2098937e
#       - d3499f6d-1651-41bb-a9a7-de925fea487b
#       - 6452c424-1d92-4deb-bb18-a03e95d579c4
#       - 93d88cf7-f078-46a8-8ddc-178e03aeacf1
#       - 562952e4-0348-4dea-9826-44f3a2c6117b
#       - 02d9c71f-3ee8-4986-9c27-1a20d0d19bfc
#       - e36d8880-3f78-4546-b9a1-12f0745ca0d5
#       - 22cd11f7-9c6c-4f6e-84c0-02058120b341
#   needs:
#     - installs
#     - commands.go
package dockwarden.dockerfile["packages-unpinned"]

deny contains {
	"message": message(command.manager, unpinned),
	"at": unpinned[0],
	"severity": pin.severity,
} if {
	some command in input.installs
	pin := data.dockwarden.data.package_managers.managers[command.manager].pin
	unpinned := array.concat(
		[word | some word in command.packages; value := word.value; not regex.match(pin.pattern, value)],
		repositories(command),
	)
	unpinned != []
	command.keyword == "RUN"
	not command.opaque
	not fixed(command, pin)
}

repositories(command) := [] if not command.manager in {"npm", "pip", "pnpm", "yarn"}

repositories(command) := [word | some index, word in command.words; from_git(command, index, word.value)] if {
	command.manager in {"npm", "pip", "pnpm", "yarn"}
}

# from_git holds for repositories without a branch, tag or commit.
from_git(command, _, value) if {
	command.manager == "pip"
	address := split(value, "git+")[1]
	every part in array.slice(split(address, "/"), 3, 100) { not contains(split(part, "#")[0], "@") }
}

# npm knows owner/name as a repository of GitHub.
from_git(command, index, value) if {
	command.manager in {"npm", "pnpm", "yarn"}
	regex.match("^(git[+]|github:|[A-Za-z0-9-]+/[A-Za-z0-9_-]+$)", value)
	not contains(value, "#")
	not regex.match("^(--|-[Cw]$)", command.words[index - 1].text)
}

# Without a version go takes that of go.mod, but for get -u.
deny contains {"message": message("go", [word]), "at": word} if {
	some command in input.commands.go
	command.keyword == "RUN"
	verb := command.words[1].value
	verb in {"get", "install", "run"}
	some word in command.words
	moves(command, verb, word.value)
}

moves(_, _, value) if endswith(value, "@latest")

moves(command, "get", value) if {
	command.flags["-u"]
	regex.match("^[^.@/-][^@]*/[^@]*$", value)
}

message(name, words) := sprintf("%s installs %s without a fixed version", [name, words[0].text]) if count(words) == 1

message(name, words) := sprintf("%s installs %s and %d more without a fixed version", [name, words[0].text, count(words) - 1]) if {
	count(words) > 1
}

fixed(command, pin) if {
	some option in pin.fixed_by
	command.flags[option]
}
