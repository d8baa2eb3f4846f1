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
#   fix: none
#   sets: [recommended, strict]
#   mentions: [seccomp]
#   same_as: {}
package dockwarden.compose["seccomp-profile-dangerous-call"]

refused := data.dockwarden.data.system_calls.refused

deny contains {
	"message": sprintf("The profile allows %s, which %s", [name, what.does]),
	"at": call,
	"severity": severity(what.guarded),
} if {
	some service in input.services
	some name, call in service.effective.seccomp.read.allows
	what := refused[name]
}

severity(true) := "low"

severity(false) := "medium"
