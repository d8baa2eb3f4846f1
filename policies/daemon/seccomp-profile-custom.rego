# METADATA
# title: Default system call filter is replaced
# description: >-
#   A profile of your own does not get the changes that come with each version of Docker: calls that
#   turned out to be dangerous stay open, new ones stay closed. Compare it with Docker's from time
#   to time, or give it only to the containers that need it.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/seccomp/
# custom:
#   severity: info
#   practice: mac-profiles
#   fix: none
#   sets: [strict, cis]
#   same_as:
#     cis: ["2.17"]
package dockwarden.daemon["seccomp-profile-custom"]

deny contains {
	"message": sprintf("All containers use the system call filter %s instead of Docker's", [option.value]),
	"at": option,
} if {
	option := input.options["seccomp-profile"]
	option.set == true
	names_file(option.value)
}

# names_file holds for a path; the other words stand for a profile of Docker's, or are meant to.
names_file(profile) if {
	not profile in {"builtin", "unconfined"}
	regex.match(`[./]`, profile)
	not profile in {"docker/default", "runtime/default"}
}
