# METADATA
# title: Build of a service takes over the machine that builds
# description: >-
#   Three files have to agree before a build step gets the rights of the host, and they do: the step asks
#   to run without a sandbox, the service grants that to its build, and the engine allows it. Whoever can
#   change the Dockerfile or what the step downloads has the host. Take one of the three away.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#run---security
#   - ref: https://docs.docker.com/reference/compose-file/build/#entitlements
#   - ref: https://docs.docker.com/build/buildkit/toml-configuration/
# custom:
#   severity: critical
#   practice: least-privilege
#   fix: none
#   sets: [recommended, strict]
#   needs: [daemon.options.builder.value]
#   mentions: ["security.insecure", "privileged"]
#   same_as: {}
package dockwarden.stack["build-takes-host"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains {
	"message": sprintf("The build of %s can take over the machine that builds", [compose.called(service.service)]),
	"at": grant,
	"related": [
		{"at": step.flags.security, "message": "The step runs without a sandbox"},
		{"at": allowed, "message": "The engine allows it"},
	],
} if {
	allowed := [input.daemon.options.builder, "value", "entitlements", "security-insecure"]
	input.daemon.options.builder.value.entitlements["security-insecure"] == true
	some service in stack.containers
	grant := grants(service.service.build)
	some step in service.build.file.instructions.RUN
	step.flags.security.value == "insecure"
}

grants(build) := [build, "entitlements", min({i | some i, entitlement in build.entitlements; entitlement == "security.insecure"})]
