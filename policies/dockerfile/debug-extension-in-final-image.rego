# METADATA
# title: Debugger is in the shipped image
# description: >-
#   Xdebug lets whoever reaches it run code in the application, and slows every request. It belongs into
#   a stage for development, not into the image that is shipped.
# related_resources:
#   - ref: https://xdebug.org/docs/step_debug
# custom:
#   severity: low
#   practice: minimal-images
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/php/no-xdebug-in-final-image]
#   needs:
#     - commands.pecl
#     - commands.docker-php-ext-enable
#     - commands.docker-php-ext-install
#     - commands.apk
#     - commands.apt-get
#     - commands.apt
#     - commands.pie
#     - commands.install-php-extensions
#   mentions: [xdebug]
package dockwarden.dockerfile["debug-extension-in-final-image"]

installers := {
	"apk", "apt", "apt-get", "docker-php-ext-enable", "docker-php-ext-install", "install-php-extensions",
	"pecl", "pie",
}

removing := {"remove", "purge", "uninstall", "del", "autoremove"}

deny contains {
	"message": sprintf("%s brings Xdebug into the image", [name]),
	"at": [one | some one in command.words; xdebug(one)][0],
} if {
	some name in installers
	some command in input.commands[name]
	command.keyword == "RUN"
	input.stages[command.stage].shipped
	not command.opaque
	first(command)
	count([operand | some operand in command.operands; operand.value in removing]) == 0
}

# The first command of a stage that has it: installing and enabling are one cause.
first(command) if {
	some word in command.words
	xdebug(word)
	earlier := [other |
		some name in installers
		some other in input.commands[name]
		input.stages[other.stage].shipped
		other.instruction < command.instruction
		some known in other.words
		xdebug(known)
	]
	count(earlier) == 0
	not installed_in_same_run(command)
}

installed_in_same_run(command) if {
	command.name in {"docker-php-ext-enable"}
	some name in (installers - {"docker-php-ext-enable"})
	some other in input.commands[name]
	other.instruction == command.instruction
	some word in other.words
	xdebug(word)
}

xdebug(word) if regex.match("^(php[0-9.]*-(pecl-)?)?xdebug(-[0-9].*)?$", word.value)
