# Programs that images lack, where that can be told from the file and from what is known of the image
# below it.
package dockwarden.lib.tools

import data.dockwarden.lib.images

# lacks holds for an image of which it is known that the program is not in it.
lacks(image, tool) if tool in without(image)

# without are the programs that an image comes without: what held long ago is not known.
without(image) := known.images[name(image)][variant(image)] if not images.ended(image)

known := data.dockwarden.data.programs

name(image) := trim_prefix(image.repository, "library/") if {
	image.registry == "docker.io"
	startswith(image.repository, "library/")
}

default variant(_) := "default"

variant(image) := [word |
	some word in ["alpine", "slim"]
	some part in split(image.tag, "-")
	startswith(part, word)
][0]

# adds_nothing holds if nothing in these layers can bring a program in: no script and no archive, no
# file from elsewhere in a folder of programs, and of packages only those that bring no tools.
adds_nothing(instructions, layers) if {
	stages := {layer.index | some layer in layers}
	every instruction in of(instructions, "RUN", stages) { harmless(instruction) }
	every keyword in ["COPY", "ADD"] {
		every instruction in of(instructions, keyword, stages) { not reaches_programs(instruction) }
	}
	every instruction in of(instructions, "ENV", stages) {
		every pair in instruction.pairs { pair.name != "PATH" }
	}
}

of(instructions, keyword, stages) := [instruction |
	some instruction in instructions[keyword]
	instruction.stage in stages
]

harmless(instruction) if {
	not instruction.opaque
	count(instruction.commands) > 0
	every command in instruction.commands { brings_nothing(command) }
}

brings_nothing(command) if {
	command.name in plain
	not command.path
}

brings_nothing(command) if {
	command.name in {"apk", "apt", "apt-get"}
	every word in command.words { word.value != "" }
	every installed in command.packages { without_tools(installed) }
}

# without_tools holds for a package, with or without its version.
without_tools(installed) if split(installed.value, "=")[0] in known.packages_without_tools

# endings are commands that end a check that failed.
endings := {"echo", "exit", "false", "kill", "printf"}

# plain are commands that put no program in place: they work on files and accounts, or install what a
# language needs.
plain := {
	"[", "addgroup", "adduser", "apt-mark", "bundle", "cat", "cd", "chgrp", "chmod", "chown", "corepack", "date",
	"dotnet", "echo", "env", "exit", "export", "false", "find", "grep", "groupadd", "head", "id", "ls", "mkdir", "mv",
	"node", "npm", "npx", "pip", "pip3", "pnpm", "poetry", "printf", "pwd", "python", "python3", "rm", "sed", "set",
	"sleep", "sort", "tail", "test", "touch", "true", "uname", "update-ca-certificates", "useradd", "usermod", "uv",
	"wc", "yarn",
}

# reaches_programs holds if what is copied may land where programs are looked for.
reaches_programs(instruction) if not lands(instruction)

reaches_programs(instruction) if {
	some folder in ["/bin", "/sbin", "/lib", "/usr/bin", "/usr/sbin", "/usr/local"]
	startswith(lands(instruction), folder)
}

reaches_programs(instruction) if trim_right(lands(instruction), "/.") in {"", "/usr"}

lands(instruction) := instruction.destination.value if startswith(instruction.destination.value, "/")

lands(instruction) := concat("/", [instruction.workdir.path, instruction.destination.value]) if {
	not startswith(instruction.destination.value, "/")
}
