# METADATA
# title: A sandbox stands between a service and the kernel of the host
# description: >-
#   gVisor answers the system calls of a container itself, and Kata Containers gives it a kernel of its
#   own in a virtual machine. Where a service runs in one of them, whether by its runtime or by the
#   default of the engine, rights over the kernel are rights over the sandbox, so findings about
#   capabilities and profiles weigh less. What is mounted and shared from the host weighs as before. This
#   rule finds nothing itself.
# related_resources:
#   - ref: https://docs.docker.com/engine/daemon/alternative-runtimes/
#   - ref: https://gvisor.dev/docs/architecture_guide/security/
#   - ref: https://katacontainers.io/learn/
# custom:
#   severity: info
#   practice: mac-profiles
#   fix: none
#   sets: []
#   same_as: {}
package dockwarden.stack["sandbox-confines"]

import data.dockwarden.lib.stack

# Rules about what a process may ask of the kernel. A privileged service is not among them: it gets the
# devices of the host.
about_the_kernel := {
	"compose/apparmor-unconfined",
	"compose/capability-host-takeover",
	"compose/capability-inspects-processes",
	"compose/capability-reaches-host",
	"compose/capability-strong",
	"compose/seccomp-profile-dangerous-call",
	"compose/seccomp-profile-open",
	"compose/seccomp-unconfined",
	"compose/systempaths-unconfined",
}

adjust contains {
	"rule": rule,
	"at": service.service,
	"severity": "low",
	"because": "the service runs in a sandbox with a kernel of its own",
	"by": service.posture.sandbox,
} if {
	some service in stack.containers
	service.posture.sandbox.held == "yes"
	service.service.effective.privileged == "no"
	some rule in about_the_kernel
}
