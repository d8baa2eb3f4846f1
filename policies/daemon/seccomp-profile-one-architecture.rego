# METADATA
# title: Seccomp profile of the engine names no architectures
# description: >-
#   Without a list of architectures only calls of the machine's own are let through: in every container,
#   programs of 32 bits are killed at their first call, and nothing says why. Name them under archMap,
#   as Docker's profile does, or under architectures.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/seccomp/
# custom:
#   severity: info
#   practice: correctness
#   needs: [options.seccomp-profile.set]
#   fix: none
#   sets: [strict]
#   same_as: {}
package dockwarden.daemon["seccomp-profile-one-architecture"]

import data.dockwarden.lib.seccomp

deny contains {
	"message": "The profile names no architectures, so programs of 32 bits are killed",
	"at": [profile, "default_action"],
} if {
	profile := input.options["seccomp-profile"].read
	seccomp.one_architecture(profile)
}
