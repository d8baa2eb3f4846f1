# METADATA
# title: Container runs privileged
# description: >-
#   A privileged container has every capability, sees every device of the host and runs without
#   seccomp, AppArmor and SELinux confinement, so whoever controls it controls the host. Remove the
#   key and grant only what is missing: a capability with cap_add, a device with devices.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#privileged
#   - ref: https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
# custom:
#   severity: critical
#   practice: least-privilege
#   needs: ["containers.*.privileged"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.5"]
#     kics: [ae5b6871-7f45-42e0-bb4c-ab300c4d2026]
#     compose-lint: [CL-0002]
package dockwarden.compose.privileged

import data.dockwarden.lib.compose

deny contains {
	"message": sprintf("%s runs privileged", [compose.title(container)]),
	"at": [container, "privileged"],
	"fix": {
		"delete": [container, "privileged"],
		"note": "The service loses its capabilities and devices; grant those it needs one by one",
	},
} if {
	some container in input.containers
	container.privileged == true
}
