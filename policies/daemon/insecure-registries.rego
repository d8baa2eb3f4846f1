# METADATA
# title: Registry is trusted without TLS
# description: >-
#   For a registry listed here Docker accepts any certificate and falls back to plain HTTP, so
#   anyone on the way can read credentials and replace images. Give the registry a certificate; one
#   from an authority of your own goes to /etc/docker/certs.d. Loopback addresses are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/#insecure-registries
#   - ref: https://docs.docker.com/engine/security/certificates/
# custom:
#   severity: high
#   practice: supply-chain
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.5"]
package dockwarden.daemon["insecure-registries"]

import data.dockwarden.lib.daemon

deny contains {
	"message": sprintf("Registry %s is trusted without TLS", [registry]),
	"at": [option, "value", i],
	"fix": {
		"delete": [option, "value", i],
		"note": "Images can be pulled from this registry only once it has a valid certificate",
	},
} if {
	option := input.options["insecure-registries"]
	some i, registry in option.value
	not daemon.loopback(registry)
}
