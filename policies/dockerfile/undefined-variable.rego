# METADATA
# title: Variable is empty in this stage
# description: >-
#   An argument declared before the first FROM, or given by the builder such as TARGETARCH, has no value
#   inside a stage until the stage declares it again with ARG. Without that line it is empty here, and
#   nothing complains.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#scope
#   - ref: https://docs.docker.com/reference/build-checks/undefined-var/
# custom:
#   severity: medium
#   practice: hygiene
#   fix: none
#   needs: [variables]
#   mentions: ["$build", "${build", "$target", "${target", "arg ", "arg\t"]
#   sets: [recommended, strict]
#   same_as:
#     buildkit: [UndefinedVar]
#     tally: [buildkit/UndefinedVar]
package dockwarden.dockerfile["undefined-variable"]

import data.dockwarden.lib.stages

declared_by_builder := {
	"BUILDARCH", "BUILDOS", "BUILDPLATFORM", "BUILDVARIANT", "TARGETARCH", "TARGETOS", "TARGETPLATFORM",
	"TARGETSTAGE", "TARGETVARIANT",
}

# Variables that the builder passes without a declaration.
passed := {
	"ALL_PROXY", "FTP_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "PATH", "HOME",
	"all_proxy", "ftp_proxy", "https_proxy", "http_proxy", "no_proxy",
}

# One finding for each variable of an instruction.
deny contains {
	"message": sprintf("%s is empty here: the stage lacks ARG %s", [name, name]),
	"at": place,
} if {
	some name in undeclared
	some instruction in input.variables[name]
	instruction.keyword in {"ADD", "COPY", "ENV", "EXPOSE", "LABEL", "RUN", "USER", "VOLUME", "WORKDIR"}
	instruction.onbuild == false
	not stages.sets(name, instruction)
	not set_by_base(name, input.stages[instruction.stage])
	place := uses(instruction, name)[0]
}

# undeclared are the variables of the file that a stage does not have unless it declares them.
undeclared contains arg.name if {
	some arg in input.args
	input.variables[arg.name]
	not arg.name in passed
}

undeclared contains name if {
	some name, _ in input.variables
	some beginning in ["BUILD", "TARGET"]
	startswith(name, beginning)
	name in declared_by_builder
}

uses(instruction, name) := [text |
	some text in texts(instruction)
	name in text.variables
	stages.mentions(text.text, name)
	certain(instruction, text)
]

# texts are those in which a variable is the builder's or the shell's.
texts(instruction) := instruction.pairs if {
	instruction.pairs
} else := instruction.words if {
	instruction.keyword != "RUN"
} else := [word |
	some command in instruction.commands
	not command.opaque
	some word in command.words
] if {
	instruction.form == "shell"
	instruction.shell.name in {"sh", "bash", "ash", "dash", "zsh", "ksh"}
}

# certain holds if no variable of the text can get a value from the script that it stands in.
certain(instruction, _) if instruction.keyword != "RUN"

certain(instruction, text) if {
	instruction.keyword == "RUN"
	every name in text.variables {
		not sets_itself(instruction, name)
	}
}

sets_itself(instruction, name) if {
	some text in all_texts(instruction)
	regex.match(sprintf("(^|[^A-Za-z0-9_])(%s=|(for|read|local|export|select)[ \t\n][^;&|]*%s)", [name, name]), text)
}

# Files that are read into the script may set it too.
sets_itself(instruction, _) if {
	some command in instruction.commands
	command.name in {".", "source", "eval"}
}

all_texts(instruction) := array.concat(
	[word.text | some word in instruction.words],
	[heredoc.body | some heredoc in instruction.heredocs],
)

# Images set variables of their own, mostly named after them: NODE_VERSION in node.
set_by_base(name, stage) if {
	image := stage.root_base
	image.known == false
	not name in {"TARGETARCH", "TARGETOS", "TARGETPLATFORM", "TARGETVARIANT", "BUILDARCH", "BUILDOS", "BUILDPLATFORM"}
}

set_by_base(name, stage) if {
	some part in split(upper(stage.root_base.name), "-")
	startswith(name, trim_right(part, "0123456789"))
	part != ""
}

set_by_base(name, stage) if {
	stage.root_base
	name in {
		"GOLANG_VERSION", "GOPATH", "GPG_KEY", "JAVA_HOME", "JAVA_VERSION", "LANG", "LC_ALL", "PG_MAJOR",
		"PG_VERSION", "YARN_VERSION", "DOTNET_VERSION", "ASPNET_VERSION",
	}
}
