# METADATA
# title: Number of processes is not limited
# description: >-
#   A service that starts processes without end, by a mistake or as a fork bomb, can fill the
#   process table of the host. Set pids_limit, or deploy.resources.limits.pids, a little above what
#   the service uses.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#pids_limit
# custom:
#   severity: low
#   practice: limits
#   needs: ["complete.*.effective.pids_limit=no"]
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.29"]
#     kics: [221e0658-cb2a-44e3-b08a-db96a341d6fa]
package dockwarden.compose["pids-unlimited"]

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s has no limit on processes", [compose.title(container)]),
	"at": [container, "pids_limit"],
	"fix": {
		"set": limit(container),
		"value": 200,
		"note": "A service with more processes and threads than this cannot start new ones",
	},
} if {
	some container in input.complete
	container.effective.pids_limit == "no"
}

# Compose refuses a limit beside others in deploy that it is not among.
limit(container) := [container.deploy.resources.limits, "pids"] if container.deploy.resources.limits

limit(container) := [container, "pids_limit"] if not container.deploy.resources.limits
