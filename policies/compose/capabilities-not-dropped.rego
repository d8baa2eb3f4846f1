# METADATA
# title: Default capabilities are kept
# description: >-
#   Docker gives every container fourteen capabilities, such as changing owners, forging packets
#   and creating device nodes; most services need none or one of them. Drop all, then add back what
#   fails without. It weighs little: the set is a careful one, and images that start as root to hand
#   over to a user, such as those of PostgreSQL, MySQL and nginx, need some of it, so what to add back
#   differs from image to image. A service that does not start as root and has no-new-privileges
#   cannot come by any capability, and is left alone.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#cap_drop
#   - ref: https://docs.docker.com/engine/security/#linux-kernel-capabilities
# custom:
#   severity: low
#   practice: least-privilege
#   needs: ["complete.*.effective.capabilities.dropped_all=no"]
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.4"]
#     kics: [ce76b7d0-9e77-464d-b86f-c5c48e03e22d]
#     compose-lint: [CL-0006]
package dockwarden.compose["capabilities-not-dropped"]

import data.dockwarden.lib.compose

note := "Services that change users or owners at their start need capabilities back in cap_add"

deny contains {
	"message": sprintf("%s keeps the default capabilities", [compose.title(container)]),
	"at": container,
	"fix": {"set": [container, "cap_drop"], "value": ["ALL"], "note": note},
} if {
	some container in keep_defaults
	count(container.cap_drop) == 0
}

deny contains {
	"message": sprintf("%s drops some capabilities, not all", [compose.title(container)]),
	"at": [container, "cap_drop"],
	"fix": {"append": [container, "cap_drop"], "value": "ALL", "note": note},
} if {
	some container in keep_defaults
	count(container.cap_drop) > 0
}

# A privileged service has every capability whatever it drops: compose/privileged says so.
keep_defaults := [container |
	some container in input.complete
	container.effective.capabilities.dropped_all == "no"
	container.effective.privileged == "no"
]
