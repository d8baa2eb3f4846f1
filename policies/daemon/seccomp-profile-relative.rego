# METADATA
# title: Seccomp profile is neither Docker's own nor a whole path
# description: >-
#   dockerd knows the words builtin and unconfined. Anything else it opens as a file, a relative path in
#   the folder that it was started in, which under systemd is /. If there is no such file, the engine does
#   not start. Write the whole path, or builtin for Docker's own profile.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file
#   - ref: https://docs.docker.com/engine/security/seccomp/
# custom:
#   severity: medium
#   practice: correctness
#   needs: [options.seccomp-profile.set]
#   fix: safe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["seccomp-profile-relative"]

deny contains {
	"message": sprintf("dockerd knows no profile called %s, and takes it for a file in the folder it starts in", [name]),
	"at": [option, "value"],
	"fix": {
		"set": [input, "seccomp-profile"],
		"value": "builtin",
		"note": "So dockerd calls the profile that it brings along",
	},
} if {
	option := input.options["seccomp-profile"]
	name := option.value
	meant_as_builtin(name)
}

deny contains {
	"message": sprintf("dockerd looks for %s in the folder it starts in, not beside daemon.json", [path]),
	"at": [option, "value"],
} if {
	option := input.options["seccomp-profile"]
	path := option.value
	relative(path)
	not meant_as_builtin(path)
}

# relative holds for a path that does not begin at the root; what a template fills in is not known.
relative(path) if {
	not path in {"builtin", "unconfined"}
	regex.match(`^[A-Za-z0-9._][A-Za-z0-9._/-]*$`, path)
}

# The names that Docker's profile has elsewhere.
meant_as_builtin(name) if name in {"default", "docker-default", "docker/default", "runtime/default"}
