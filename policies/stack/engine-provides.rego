# METADATA
# title: The engine already provides what a service does not ask for
# description: >-
#   Some defences can be switched on once, in daemon.json, for all containers. Where that is done,
#   findings about services that do not ask for them again are withdrawn, and findings about root
#   weigh less where the engine maps root to an ordinary user. This rule finds nothing itself.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file
#   - ref: https://docs.docker.com/engine/security/userns-remap/
# custom:
#   severity: info
#   practice: least-privilege
#   fix: none
#   sets: []
#   needs: [daemon]
#   same_as: {}
package dockwarden.stack["engine-provides"]

import data.dockwarden.lib.stack

adjust contains {
	"rule": "compose/no-new-privileges-missing",
	"at": service.service,
	"severity": "none",
	"because": "the engine sets no-new-privileges for every container",
	"by": option,
} if {
	option := input.daemon.options["no-new-privileges"]
	option.value == true
	some service in stack.containers
	service.posture.no_new_privileges.held == "yes"
}

# Root that is nobody on the host still rules its own container.
adjust contains {
	"rule": rule,
	"at": [service.service, "user"],
	"severity": "low",
	"because": "the engine maps root to an ordinary user",
	"by": stack.remap,
} if {
	stack.remap
	some service in stack.containers
	service.posture.user_namespace.held == "yes"
	service.service.user
	some rule in {"compose/user-root", "stack/user-undone"}
}

adjust contains {
	"rule": "compose/user-root",
	"at": [step, "user"],
	"severity": "low",
	"because": "the engine maps root to an ordinary user",
	"by": stack.remap,
} if {
	stack.remap
	some service in input.services
	some step in service.service.pre_start
	step.user
	not step.userns_mode
}

adjust contains {
	"rule": rule,
	"at": place,
	"severity": "low",
	"because": "the engine maps root to an ordinary user for every service that runs this",
	"by": stack.remap,
} if {
	stack.remap
	some path, file in input.dockerfiles
	some stage in file.stages
	runners := stack.runners(path, stage)
	count(runners) > 0
	every service in runners { service.posture.user_namespace.held == "yes" }
	some rule in {"dockerfile/user-missing", "dockerfile/user-root"}
	some place in [stage, stage.user]
}

adjust contains {
	"rule": "compose/port-on-all-interfaces",
	"at": published.port,
	"severity": "none",
	"because": sprintf("the engine publishes on %s unless told otherwise", [published.address]),
	"by": published,
} if {
	some service in stack.containers
	some published in service.published
	published.by == "daemon"
	published.local == "yes"
}

adjust contains {
	"rule": "compose/selinux-disabled",
	"at": service.service,
	"severity": "info",
	"because": "the engine does not use SELinux",
	"by": option,
} if {
	option := input.daemon.options["selinux-enabled"]
	option.value == false
	some service in stack.containers
}
