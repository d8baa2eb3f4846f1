# METADATA
# title: Neither the engine nor a service bounds the logs
# description: >-
#   The engine keeps all that containers log, and these services do not bound it either, so one of
#   them can fill the disk of the host, and with it stop everything else. Set max-size once in
#   daemon.json, or under logging of each service.
# related_resources:
#   - ref: https://docs.docker.com/engine/logging/configure/
# custom:
#   severity: medium
#   practice: logging
#   fix: none
#   sets: [recommended, strict]
#   needs: [daemon]
#   same_as: {}
package dockwarden.stack["logs-never-rotated"]

import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("Nothing bounds the logs of %s", [concat(", ", sort(names))]),
	"at": driver,
	"related": [{"at": service.service, "message": "It logs without bounds"} | some service in unbounded],
} if {
	driver := input.daemon.options["log-driver"]
	count(unbounded) > 0
	not bounded
	names := {service.name | some service in unbounded}
}

adjust contains {
	"rule": "daemon/log-rotation-missing",
	"at": option,
	"severity": "none",
	"because": "told as stack/logs-never-rotated, with the services that it concerns",
	"by": option,
} if {
	count(unbounded) > 0
	some key in {"log-driver", "log-opts"}
	option := input.daemon.options[key]
}

adjust contains {
	"rule": "daemon/log-rotation-missing",
	"at": input.daemon.options[key],
	"severity": "low",
	"because": "every service of the project bounds its own logs",
	"by": input.compose,
} if {
	input.daemon.options["log-driver"].value == "json-file"
	count(stack.containers) > 0
	every service in stack.containers { service.posture.log_rotation.held == "yes" }
	some key in {"log-driver", "log-opts"}
}

unbounded := [service |
	some service in stack.containers
	service.posture.log_rotation.held == "no"
]

# Where the engine does bound logs, the services that undo it are told one by one.
bounded if {
	input.daemon.options["log-driver"].value != "json-file"
}

bounded if input.daemon.options["log-opts"].value["max-size"] != "-1"
