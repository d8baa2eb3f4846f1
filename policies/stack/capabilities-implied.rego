# METADATA
# title: The image tells which capabilities a service needs
# description: >-
#   Who drops all capabilities has to know which ones the service cannot do without. Some of that stands
#   in the Dockerfile: a start that changes owners needs CHOWN, one that becomes another user needs SETGID
#   and SETUID, and a low port in the network of the host needs NET_BIND_SERVICE. The fix of
#   compose/capabilities-not-dropped then gives these back. This rule finds nothing itself.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/#linux-kernel-capabilities
#   - ref: https://man7.org/linux/man-pages/man7/capabilities.7.html
# custom:
#   severity: info
#   practice: least-privilege
#   fix: unsafe
#   sets: []
#   needs: [dockerfiles]
#   same_as: {}
package dockwarden.stack["capabilities-implied"]

import data.dockwarden.lib.stack

adjust contains {
	"rule": "compose/capabilities-not-dropped",
	"at": service.service,
	"because": sprintf("its image needs %s at its start", [concat(", ", names)]),
	"by": places[0],
	"fix": {
		"edits": array.concat(drop(service.service), [{"set": [service.service, "cap_add"], "value": names}]),
		"note": sprintf("The service keeps %s, which its image needs at its start; what else it needs will fail", [concat(", ", names)]),
	},
} if {
	some service in stack.containers
	service.posture.user.held == "no"
	count(service.service.cap_add) == 0
	uses := implied(service)
	count(uses) > 0
	names := sort({name | some use in uses; some name in use.names})
	places := [use.at | some use in uses]
}

drop(service) := [{"set": [service, "cap_drop"], "value": ["ALL"]}] if count(service.cap_drop) == 0

drop(service) := [{"append": [service, "cap_drop"], "value": "ALL"}] if count(service.cap_drop) > 0

# implied are the uses of capabilities that the Dockerfile shows, with their places.
implied(service) := array.concat(array.concat(called(service), installed(service)), listens(service))

called(service) := [{"names": gains[command.name], "at": command} |
	some command in stack.start(service)
	gains[command.name]
]

# Who installs one of these has it for the start: in a build step plain USER does the same.
installed(service) := [{"names": gains[word.value], "at": word} |
	some command in input.dockerfiles[service.dockerfile].installs
	command.manager in {"apk", "apt", "apt-get"}
	some layer in service.layers
	layer.index == command.stage
	some word in command.packages
	word.value in {"gosu", "su-exec"}
]

listens(service) := [{"names": ["NET_BIND_SERVICE"], "at": exposed} |
	service.service.network_mode == "host"
	some exposed in service.stage.exposes
	exposed.port < 1024
]

gains := {
	"chgrp": ["CHOWN"],
	"chown": ["CHOWN"],
	"gosu": ["SETGID", "SETUID"],
	"runuser": ["SETGID", "SETUID"],
	"setpriv": ["SETGID", "SETUID"],
	"su": ["SETGID", "SETUID"],
	"su-exec": ["SETGID", "SETUID"],
	"sudo": ["SETGID", "SETUID"],
}
