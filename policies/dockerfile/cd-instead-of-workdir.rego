# METADATA
# title: cd where WORKDIR would do
# description: >-
#   A RUN that begins with cd to an absolute path works elsewhere than the file says. With WORKDIR the
#   folder is made, everybody sees it, and it holds for what follows.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#workdir
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     trivy: [DS-0013]
#     hadolint: [DL3003]
#     kics: [f4a6bcd3-e231-4acf-993c-aa027be50d2e]
#     tally: [hadolint/DL3003]
#   needs: [commands.cd]
package dockwarden.dockerfile["cd-instead-of-workdir"]

deny contains {
	"message": sprintf("WORKDIR %s would hold for the whole stage", [command.words[1].text]),
	"at": command,
} if {
	some command in input.commands.cd
	command.keyword == "RUN"
	not command.opaque
	some instruction in input.instructions.RUN
	instruction.index == command.instruction
	instruction.form == "shell"
	count(instruction.commands) > 1
	startswith(trim_space(instruction.words[0].text), "cd /")
	instruction.commands[0].words[1].text == command.words[1].text
	instruction.commands[0].name == "cd"
	count([other | some other in instruction.commands; other.name == "cd"]) == 1
	not temporary(command.words[1].text)
}

# Folders that the build leaves again are no place to stay in.
temporary(path) if {
	some folder in {"/tmp", "/var/tmp", "/usr/src", "/usr/local/src"}
	startswith(path, folder)
}
