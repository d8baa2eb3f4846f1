# METADATA
# title: A user is created, but the image runs as root
# description: >-
#   The file makes an account of its own for the application and then never switches to it, so
#   everything still runs as root. Mostly the line with USER was forgotten. A daemon that drops its
#   rights itself does without it.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#user
# custom:
#   severity: low
#   practice: users
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/user-created-but-never-used]
#   needs: [commands.useradd, commands.adduser]
package dockwarden.dockerfile["user-created-but-unused"]

deny contains {
	"message": sprintf("User %q is created, but the image runs as root", [name]),
	"at": command,
} if {
	some stage in input.stages
	stage.final == true
	stage.user.root == "yes"
	stage.user.source in {"base", "default", "stage"}
	some tool in {"useradd", "adduser"}
	some command in input.commands[tool]
	command.keyword == "RUN"
	input.stages[command.stage].shipped
	not command.opaque
	not drops_rights
	name := account(command)
	not name in services
}

# Accounts of daemons that are started as root and choose them by themselves.
services := {
	"apache", "bind", "dnsmasq", "git", "haproxy", "httpd", "memcache", "mongodb", "mysql", "named", "nginx",
	"nobody", "ntp", "postfix", "postgres", "redis", "root", "squid", "sshd", "tomcat", "unbound", "www-data",
}

account(command) := words[0].value if {
	words := operands(command)
	not joins(command.name, words)
}

# With a second word, adduser puts a user that is there into a group.
joins("adduser", words) if words[1]

# operands are the words that are neither options nor the values of one.
operands(command) := [word |
	values := {next |
		some index, option in command.words
		startswith(option.text, "-")
		regex.match(valued[command.name], option.text)
		next := index + 1
	}
	some index, word in command.words
	index > 0
	not startswith(word.text, "-")
	not index in values
]

# Options that take the next word; on some systems adduser is another name for useradd.
valued := {
	"adduser": "^(-[a-zA-Z]*[hgsGuk]|--(base-dir|comment|home|home-dir|expiredate|inactive|gid|groups|skel|key|password|root|shell|uid|gecos|ingroup|conf|firstuid|lastuid|firstgid|lastgid|add_extra_groups))$",
	"useradd": "^(-[a-zA-Z]*[bcdefgGkKpRsuZ]|--(base-dir|comment|home|home-dir|expiredate|inactive|gid|groups|skel|key|password|root|shell|uid|gecos|ingroup|conf|firstuid|lastuid|firstgid|lastgid|add_extra_groups))$",
}

# drops_rights holds if anything in the file can change the user when the container starts.
drops_rights if {
	some tool in {"gosu", "su-exec", "setpriv", "su", "runuser", "sudo", "chpst", "s6-setuidgid", "doas"}
	input.commands[tool]
}

drops_rights if {
	droppers := {"gosu", "su-exec", "sudo", "supervisor", "runit", "s6", "s6-overlay", "doas"}
	some command in input.installs
	some installed in command.packages
	installed.value in droppers
}
