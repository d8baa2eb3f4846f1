# Capabilities outside Docker's default set, by what an attacker gains with them.
package dockwarden.lib.capabilities

import data.dockwarden.lib.compose

# host_takeover: each of these alone is a way to run code on the host.
host_takeover := {
	"ALL": "every capability there is",
	"SYS_ADMIN": "which can mount file systems and leave the container",
	"SYS_MODULE": "which can load code into the kernel",
	"SYS_RAWIO": "which can write to the memory and ports of the host",
}

# strong: these open large parts of the kernel, or the files of the host.
strong := {
	"BPF": "which can load programs into the kernel",
	"DAC_READ_SEARCH": "which can read files of the host by their handles",
	"NET_ADMIN": "which can rewrite routes and firewall rules",
	"SYS_BOOT": "which can restart the system or load another kernel",
}

# inspects_processes: these read and change other processes.
inspects_processes := {
	"CHECKPOINT_RESTORE": "which can copy the state of other processes",
	"SYS_PTRACE": "which can read and change the memory of other processes",
}

# reaches_host: what these act on belongs to the host, not to the container.
reaches_host := {
	"AUDIT_CONTROL": "which can switch off auditing on the host",
	"AUDIT_READ": "which can read the audit log of the host",
	"MAC_ADMIN": "which can change mandatory access control on the host",
	"MAC_OVERRIDE": "which can bypass mandatory access control",
	"PERFMON": "which can observe the kernel and other processes",
	"SYSLOG": "which can read the kernel log and its addresses",
	"SYS_TIME": "which can set the clock of the host",
}

# starves_host: these take resources from everything else on the host.
starves_host := {
	"BLOCK_SUSPEND": "which can keep the host from sleeping",
	"IPC_LOCK": "which can pin memory that the host cannot reclaim",
	"LEASE": "which can delay other processes that open a file",
	"SYS_NICE": "which can take processor time from the host",
	"SYS_RESOURCE": "which can exceed resource limits",
	"WAKE_ALARM": "which can wake the host",
}

# added lists the added capabilities of a container that are in a class, with their places.
added(container, class) := [item |
	some i, capability in container.cap_add
	gain := class[capability]
	item := {
		"message": sprintf("%s adds %s, %s", [compose.title(container), capability, gain]),
		"at": [container, "cap_add", i],
		"fix": {
			"delete": [container, "cap_add", i],
			"note": "What the service does with this capability will fail",
		},
	}
]
