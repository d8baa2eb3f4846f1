# METADATA
# title: Password is set in the image
# description: >-
#   A password that the build sets is the same in every container, and its hash can be read by everybody
#   who has the image; an empty one lets everybody in. Containers need no passwords: choose the user
#   with USER, and hand in what a service needs as a secret at run time.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
# custom:
#   severity: high
#   practice: secrets
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     checkov: [CKV2_DOCKER_17]
#   needs:
#     - commands.chpasswd
#     - commands.passwd
#     - commands.useradd.*.flags.-p
#     - commands.useradd.*.flags.--password
#     - commands.usermod.*.flags.-p
#     - commands.usermod.*.flags.--password
package dockwarden.dockerfile["password-in-image"]

deny contains {"message": "chpasswd sets a password that is in every container", "at": writer(command)} if {
	some command in input.commands.chpasswd
	in_image(command)
	not random(command)
}

deny contains {"message": "passwd sets a password that is in every container", "at": writer(command)} if {
	some command in input.commands.passwd
	in_image(command)
	count(command.pipe_from) > 0
	not random(command)
}

deny contains {"message": "passwd leaves an account without a password", "at": command} if {
	some command in input.commands.passwd
	in_image(command)
	some option in {"-d", "--delete"}
	command.flags[option]
}

deny contains {"message": sprintf("%s sets a password that is in every container", [name]), "at": command} if {
	some name in {"useradd", "usermod"}
	some command in input.commands[name]
	some option in {"-p", "--password"}
	command.flags[option]
	some index, word in command.words
	word.value in {"-p", "--password"}
	in_image(command)
	password(command.words[index + 1])
	not random(command)
}

# writer is what holds the password, the last before in the pipe: a report hides all that is marked.
writer(command) := all[count(all) - 1] if {
	all := array.concat([command], [one |
		some name in command.pipe_from
		some one in input.commands[name]
		one.instruction == command.instruction
		command.name in one.pipe_to
		one["@"] < command["@"]
	])
}

in_image(command) if {
	command.keyword == "RUN"
	input.stages[command.stage].shipped
}

# random holds for a password that the step draws: nobody knows it.
random(command) if {
	some word in writer(command).words
	some sign in ["$", "/dev/urandom"]
	contains(word.text, sign)
	some instruction in input.instructions.RUN
	instruction.index == command.instruction
	some source in ["/dev/urandom", "openssl rand ", "$(pwgen", "$(uuidgen"]
	contains(instruction.words[0].text, source)
}

# These options take a hash, which has dollars or comes from a variable or a command. No password fits
# another word, and one behind an exclamation mark is locked.
password(word) if {
	contains(word.text, "$")
	not startswith(word.text, "!")
}
