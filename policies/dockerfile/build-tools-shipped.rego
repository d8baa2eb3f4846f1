# METADATA
# title: Compilers are in the final image
# description: >-
#   Who breaks into a container with a compiler can build tools there, and every package is one more
#   that must be patched. Build in a stage of its own and copy the result, or remove the packages in
#   the same RUN.
# related_resources:
#   - ref: https://docs.docker.com/build/building/multi-stage/
# custom:
#   severity: low
#   practice: minimal-images
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/prefer-multi-stage-build]
#   needs: [installs]
#   mentions: [autoconf, automake, build-base, build-essential, clang, cmake, g++, gcc, make, musl-dev, ninja-build]
package dockwarden.dockerfile["build-tools-shipped"]

tools := {
	"autoconf", "automake", "build-base", "build-essential", "clang", "cmake", "g++", "gcc", "gcc-c++",
	"make", "musl-dev", "ninja-build",
}

removing := {
	"apk": {"del"},
	"apt": {"autoremove", "purge", "remove"},
	"apt-get": {"autoremove", "purge", "remove"},
	"dnf": {"autoremove", "erase", "remove"},
	"microdnf": {"remove"},
	"tdnf": {"autoremove", "erase", "remove"},
	"yum": {"autoremove", "erase", "remove"},
	"zypper": {"remove", "rm"},
}

deny contains {
	"message": sprintf("%s stays in the final image", [word.value]),
	"at": word,
} if {
	some command in input.installs
	removing[command.manager]
	command.keyword == "RUN"
	not command.opaque
	input.stages[command.stage].shipped
	some word in command.packages
	word.value in tools
	not removed(command.stage)
}

# Which packages a removal takes away is not told apart: autoremove and names of groups take others, too.
removed(stage) if {
	some name, verbs in removing
	some command in input.commands[name]
	command.stage == stage
	some operand in command.operands
	operand.value in verbs
}
