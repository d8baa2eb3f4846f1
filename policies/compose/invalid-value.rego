# METADATA
# title: Value is none that Compose knows
# description: >-
#   Compose or the engine refuses words, durations and numbers that it does not know, some only when
#   the container is made. Durations have units, such as 1m30s; a restart policy is no, always,
#   unless-stopped or on-failure with a number of tries.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#restart
#   - ref: https://docs.docker.com/reference/compose-file/services/#pull_policy
#   - ref: https://docs.docker.com/reference/compose-file/extension/#specifying-durations
# custom:
#   severity: medium
#   practice: correctness
#   needs:
#     - "services.*.restart"
#     - "services.*.pull_policy"
#     - "services.*.stop_grace_period"
#     - "services.*.healthcheck"
#     - "services.*.deploy"
#     - "services.*.scale"
#     - "services.*.cap_add"
#     - "services.*.cap_drop"
#     - "services.*.volumes.*.type=bind"
#     - "services.*.gpus"
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [invalid-schema]
package dockwarden.compose["invalid-value"]

import data.dockwarden.lib.compose_project as project

deny contains {
	"message": sprintf("%q is no restart policy", [service.restart]),
	"at": [service, "restart"],
} if {
	some service in input.services
	not service.restart in {"", "no", "none", "any", "always", "unless-stopped", "on-failure"}
	project.known(service.restart)
	not regex.match(`^on-failure:[0-9]+$`, service.restart)
}

deny contains {
	"message": sprintf("%q is no pull policy", [service.pull_policy]),
	"at": [service, "pull_policy"],
} if {
	some service in input.services
	service.pull_policy
	project.known(service.pull_policy)
	not pulls(service.pull_policy)
}

pulls(policy) if policy in {"", "always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly"}

pulls(policy) if regex.match(`^every_([0-9]+[wdhms])+$`, policy)

deny contains {
	"message": sprintf("%q is no duration; it needs a unit, such as 30s", [place[0][place[1]]]),
	"at": place,
} if {
	some service in input.services
	some place in durations(service)
	text := place[0][place[1]]
	project.known(text)
	text != "0"
	not regex.match(`^([0-9]+(\.[0-9]+)?(ns|us|µs|μs|ms|s|m|h|d|w))+$`, text)
}

deny contains {
	"message": sprintf("%q cannot have %v containers", [service.name, service.scale]),
	"at": [service, "scale"],
} if {
	some service in input.services
	service.scale < 0
	is_number(service.scale)
}

deny contains {
	"message": sprintf("%q cannot have %v containers", [service.name, service.deploy.replicas]),
	"at": [service.deploy, "replicas"],
} if {
	some service in input.services
	service.deploy.replicas < 0
	is_number(service.deploy.replicas)
}

deny contains {
	"message": sprintf("%q is no capability", [capability]),
	"at": [service, key, i],
} if {
	some service in input.services
	some key in ["cap_add", "cap_drop"]
	some i, capability in service[key]
	project.known(capability)
	not capability in capabilities
}

# Compose takes other first words for a mistake: a command alone is text, not a list.
deny contains {
	"message": sprintf("Health check of %q begins with %q instead of CMD, CMD-SHELL or NONE", [service.name, first]),
	"at": [service.healthcheck, "test", 0],
} if {
	some service in input.services
	first := service.healthcheck.test[0]
	project.known(first)
	not first in {"CMD", "CMD-SHELL", "NONE"}
}

deny contains {
	"message": sprintf("%q mounts a path of the host without saying which", [service.name]),
	"at": mount,
} if {
	some service in input.services
	some mount in service.volumes
	mount.type == "bind"
	not mount.source
}

deny contains {
	"message": sprintf("%q is no number of devices; it is a number or all", [request.count]),
	"at": [request, "count"],
} if {
	some service in input.services
	some request in requests(service)
	project.known(request.count)
	not regex.match(`^(all|-?[0-9]+)$`, request.count)
}

requests(service) := array.concat(
	[request | some request in service.gpus],
	[request | some request in service.deploy.resources.reservations.devices],
)

durations(service) := array.concat(
	[[service, "stop_grace_period"]],
	array.concat(
		[[service.healthcheck, key] |
			healthcheck := service.healthcheck
			some key in ["interval", "timeout", "start_period", "start_interval"]
			healthcheck[key]
		],
		[[settings, key] |
			deploy := service.deploy
			some part in ["restart_policy", "rollback_config", "update_config"]
			settings := deploy[part]
			some key in ["delay", "monitor", "window"]
			settings[key]
		],
	),
)

capabilities := {
	"ALL", "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN",
	"DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE",
	"LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST",
	"NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYSLOG", "SYS_ADMIN", "SYS_BOOT",
	"SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME",
	"SYS_TTY_CONFIG", "WAKE_ALARM",
}
