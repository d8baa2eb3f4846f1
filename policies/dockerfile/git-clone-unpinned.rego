# METADATA
# title: Source is cloned at a moving revision
# description: >-
#   A clone takes what the branch holds on the day of the build, so nobody can tell which code is in
#   the image, and the cache keeps it until the line changes. Check out a full commit in the same RUN,
#   or use ADD with the address of the repository and a commit. A clone that names a branch, tag or
#   commit is left alone.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository
# custom:
#   severity: low
#   practice: supply-chain
#   fix: none
#   mentions: [clone]
#   sets: [strict]
#   same_as:
#     tally: [tally/prefer-add-git]
#   needs: [commands.git]
package dockwarden.dockerfile["git-clone-unpinned"]

deny contains {
	"message": "The clone takes whatever its default branch holds on the day of the build",
	"at": command,
} if {
	some command in input.commands.git
	command.keyword == "RUN"
	not command.opaque
	command.operands[0].value == "clone"
	remote(command)
	not names_revision(command)
	not fixed_later(command)
}

remote(command) if {
	some operand in command.operands
	regex.match("^(https?|git|ssh)://|^git@", operand.text)
}

names_revision(command) if {
	some option in {"-b", "--branch", "--revision"}
	command.flags[option]
}

# fixed_later holds if a command of the same stage chooses a revision afterwards, or a script may.
fixed_later(command) if {
	some other in input.commands.git
	other.stage == command.stage
	other.instruction >= command.instruction
	some operand in other.operands
	operand.value in {"checkout", "switch", "reset", "fetch", "am", "apply", "merge", "cherry-pick", "rev-parse", "worktree"}
}
