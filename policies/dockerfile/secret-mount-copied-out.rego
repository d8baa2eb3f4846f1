# METADATA
# title: Secret is copied into the layer
# description: >-
#   A mounted secret is there only while its RUN lasts. Copied to another place it stays in the layer
#   for everybody who has the image, and nothing tells that it is there. Use it where it is mounted, or
#   mount it where the program looks for it.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
#   - ref: https://docs.docker.com/reference/dockerfile/#run---mounttypesecret
# custom:
#   severity: high
#   practice: secrets
#   shown: true
#   needs: ["instructions.RUN.*.mounts.*.type=secret"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.dockerfile["secret-mount-copied-out"]

deny contains {
	"message": sprintf("%s copies the secret to %s, where it stays", [command.name, kept.text]),
	"at": command,
} if {
	some name in {"cp", "mv", "install", "cat"}
	some command in input.commands[name]
	command.keyword == "RUN"
	not command.opaque
	some instruction in input.instructions.RUN
	instruction.index == command.instruction
	some place in places(instruction)
	some operand in command.operands
	operand.text == place
	kept := destination(command)
	not lost(instruction, kept.text)
}

destination(command) := command.operands[count(command.operands) - 1] if command.name != "cat"

destination(command) := [redirect.target |
	some redirect in command.redirects
	redirect.operator in {">", ">>"}
][0] if {
	command.name == "cat"
	count(command.pipe_to) == 0
}

# places are where the secrets of a RUN are mounted.
places(instruction) := {path |
	some mount in instruction.mounts
	mount.type == "secret"
	path := target(mount)
}

target(mount) := target_option(mount).text

target(mount) := sprintf("/run/secrets/%s", [mount.options.id.text]) if not target_option(mount)

target_option(mount) := [mount.options[key] |
	some key in ["target", "dst", "destination"]
	mount.options[key]
][0]

# lost holds for a place that is not in the layer, and for a copy that is removed again.
lost(instruction, path) if {
	some mount in instruction.mounts
	mount.type in {"cache", "tmpfs", "secret", "bind"}
	startswith(path, target(mount))
}

lost(_, path) if {
	some folder in {"/dev/", "/proc/", "/run/secrets/"}
	startswith(path, folder)
}

lost(instruction, path) if {
	some command in instruction.commands
	command.name in {"rm", "shred"}
	some operand in command.operands
	startswith(path, trim_right(operand.text, "/*"))
}
