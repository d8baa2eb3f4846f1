# METADATA
# title: Seccomp profile lets pass what it does not name
# description: >-
#   Docker's own profile refuses every system call that it does not name, so new calls of the kernel are
#   refused too. A profile that allows by default refuses only what its author thought of. Start from
#   Docker's profile, with SCMP_ACT_ERRNO as default, and add the calls that the service needs.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/seccomp/
# custom:
#   severity: high
#   practice: mac-profiles
#   needs: ["containers.*.effective.seccomp.read"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["seccomp-profile-open"]

import data.dockwarden.lib.seccomp

deny contains {
	"message": "The profile lets every system call pass that it does not name",
	"at": [profile, "default_action"],
	"related": [{"at": named, "message": "A service runs with it"} | some named in naming(profile)],
} if {
	some container in input.containers
	profile := container.effective.seccomp.read
	seccomp.open(profile)
}

# naming are the options that name a profile.
naming(profile) := [container.effective.seccomp |
	some container in input.containers
	container.effective.seccomp.read == profile
]
