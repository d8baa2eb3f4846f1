# METADATA
# title: Repository is added at a moving revision
# description: >-
#   ADD of a repository without a commit takes whatever its branch holds on the day of the build. Name
#   the full commit behind the #, so that every build has the code that was reviewed. A version tag is
#   told as information only: it moves rarely, but whoever may push can move it.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository
# custom:
#   severity: medium
#   practice: supply-chain
#   fix: none
#   mentions: [git]
#   sets: [recommended, strict]
#   same_as: {}
#   needs: [instructions.ADD]
package dockwarden.dockerfile["add-git-unpinned"]

deny contains {
	"message": sprintf("The repository is added at %s, which can move", [revision(source)]),
	"at": source,
	"severity": severity(source),
} if {
	some instruction in input.instructions.ADD
	not instruction.flags.checksum
	some source in instruction.sources
	source.source == "git"
	source.value
	not fixed(source.value)
}

default reference(_) := ""

reference(source) := split(split(source.value, "#")[1], ":")[0]

# As in repository.git?tag=v1.2&subdir=docs.
reference(source) := split(queried, "=")[1] if {
	not contains(source.value, "#")
	queried := regex.find_n("(branch|ref|tag)=[^&]+", source.value, 1)[0]
}

revision(source) := "its default branch" if reference(source) == ""

revision(source) := reference(source) if reference(source) != ""

fixed(value) if regex.match("#[0-9a-f]{40,64}(:|$)", value)

fixed(value) if regex.match("[?&](commit|checksum)=[0-9a-f]{40}", value)

default severity(_) := "medium"

severity(source) := "info" if regex.match(`^(refs/tags/)?v?[0-9]+[.]`, reference(source))
