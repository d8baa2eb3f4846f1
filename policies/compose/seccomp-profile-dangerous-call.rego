# METADATA
# title: Seccomp profile allows a call that Docker refuses
# description: >-
#   The profile allows, to every program of the container and with any arguments, a system call that
#   Docker's own profile keeps from containers because kernels are attacked through it. Take it out, or
#   allow it only with the arguments or the capability that the service needs. Calls for which the
#   kernel asks a capability as well weigh less.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/seccomp/#significant-syscalls-blocked-by-the-default-profile
# custom:
#   severity: medium
#   practice: mac-profiles
#   needs: ["containers.*.effective.seccomp.read"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["seccomp-profile-dangerous-call"]

import data.dockwarden.lib.seccomp

deny contains result if {
	some container in input.containers
	some result in seccomp.dangerous(container.effective.seccomp.read)
}
