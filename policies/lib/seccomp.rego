# Seccomp profiles that were read, against the one that Docker brings along.
package dockwarden.lib.seccomp

refused := data.dockwarden.data.system_calls.refused

# open holds if a profile lets every call pass that it does not name.
open(profile) if profile.default_action in {"SCMP_ACT_ALLOW", "SCMP_ACT_LOG"}

# one_architecture holds if a profile knows only calls of the machine's own kind.
one_architecture(profile) if {
	profile.default_action
	profile.names_architectures == false
}

# dangerous lists the calls that a profile lets pass and Docker's own refuses, with their places.
dangerous(profile) := [item |
	some name, call in profile.allows
	what := refused[name]
	item := {
		"message": sprintf("The profile allows %s, which %s", [name, what.does]),
		"at": call,
		"severity": severity(what.guarded),
	}
]

# Where the kernel asks a capability as well, the profile is not the only guard.
severity(true) := "low"

severity(false) := "medium"
