# METADATA
# title: cd does nothing
# description: >-
#   Every RUN starts in the folder that WORKDIR set. A cd that nothing follows is forgotten with the end
#   of its RUN, and the next instruction works in another folder than its author believes.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#workdir
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
#   needs: [commands.cd]
package dockwarden.dockerfile["cd-without-effect"]

deny contains {
	"message": "The folder is forgotten at the end of this RUN",
	"at": command,
} if {
	some command in input.commands.cd
	command.keyword == "RUN"
	not command.opaque
	some instruction in input.instructions.RUN
	instruction.index == command.instruction
	count(instruction.heredocs) == 0
	regex.match("(^|&& *|; *)cd +[^;&|()`$]+$", trim_space(instruction.words[0].text))
	last := instruction.commands[count(instruction.commands) - 1]
	last.name == "cd"
	count(command.operands) > 0
	command.words[1].text == last.words[1].text
}
