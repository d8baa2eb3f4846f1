# METADATA
# title: Seccomp profile of the engine lets pass what it does not name
# description: >-
#   Docker's own profile refuses every system call that it does not name, so new calls of the kernel are
#   refused too. A profile that allows by default refuses only what its author thought of, and as
#   seccomp-profile it stands between every container and the kernel. Start from Docker's profile, with
#   SCMP_ACT_ERRNO as default, or remove the key. The profile is read where the repository holds it:
#   beside daemon.json for paths below /etc/docker, or in the copy of the host's tree that daemon.json
#   lies in.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/seccomp/
# custom:
#   severity: high
#   practice: mac-profiles
#   needs: [options.seccomp-profile.set]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["seccomp-profile-open"]

import data.dockwarden.lib.seccomp

deny contains {
	"message": "The profile lets every system call pass that it does not name",
	"at": [option.read, "default_action"],
	"related": [{"at": option, "message": "All containers run with it"}],
} if {
	option := input.options["seccomp-profile"]
	seccomp.open(option.read)
}
