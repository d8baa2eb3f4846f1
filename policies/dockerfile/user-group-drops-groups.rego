# METADATA
# title: Group behind USER takes other groups away
# description: >-
#   With a group behind its name, a user has that group only: the groups it was added to before do not
#   count, and what they allow fails at run time. Leave the group away, and the user has all of them.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#user
# custom:
#   severity: low
#   practice: users
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/user-explicit-group-drops-supplementary-groups]
#   needs: [commands.useradd, commands.usermod, commands.addgroup, commands.adduser, commands.gpasswd]
package dockwarden.dockerfile["user-group-drops-groups"]

import data.dockwarden.lib.stages

deny contains {
	"message": sprintf("With group %s, user %s is no longer in group %s", [user.group, user.name, group]),
	"at": user,
	"related": [{"at": grant.at, "message": sprintf("The user is added to group %s here", [group])}],
} if {
	some instruction in input.instructions.USER
	instruction.onbuild == false
	user := instruction.sets
	user.known == true
	user.group
	some grant in grants
	grant.user == user.name
	grant.at.instruction < instruction.index
	grant.at.stage in stages.chain(input.stages[instruction.stage])
	some group in split(grant.groups, ",")
	group != user.group
}

# grants are the commands that put a user into further groups.
grants contains {"user": user, "groups": groups, "at": command} if {
	some name in {"useradd", "usermod"}
	some command in input.commands[name]
	command.keyword == "RUN"
	some index, word in command.words
	regex.match("^(-[a-zA-Z]*G|--groups)$", word.text)
	groups := command.words[index + 1].value
	user := command.words[count(command.words) - 1].value
}

grants contains {"user": user, "groups": groups, "at": command} if {
	some name in {"addgroup", "adduser"}
	some command in input.commands[name]
	command.keyword == "RUN"
	count(command.words) == 3
	count(command.operands) == 2
	user := command.operands[0].value
	groups := command.operands[1].value
}

grants contains {"user": user, "groups": groups, "at": command} if {
	some command in input.commands.gpasswd
	command.keyword == "RUN"
	command.words[1].text in {"-a", "--add"}
	user := command.words[2].value
	groups := command.words[3].value
}
