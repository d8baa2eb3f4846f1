# METADATA
# title: Seccomp profile of the engine allows a call that Docker refuses
# description: >-
#   The profile that seccomp-profile names allows, to every program of every container and with any
#   arguments, a system call that Docker's own profile keeps from containers because kernels are attacked
#   through it. Take it out, and give a container that needs it a profile of its own. Calls for which
#   the kernel asks a capability as well weigh less.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/seccomp/#significant-syscalls-blocked-by-the-default-profile
# custom:
#   severity: medium
#   practice: mac-profiles
#   needs: [options.seccomp-profile.set]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["seccomp-profile-dangerous-call"]

import data.dockwarden.lib.seccomp

deny contains result if {
	some result in seccomp.dangerous(input.options["seccomp-profile"].read)
}
