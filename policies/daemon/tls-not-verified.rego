# METADATA
# title: API does not ask clients who they are
# description: >-
#   tls alone encrypts the connection but lets anyone connect, and whoever controls the API controls
#   the host. Set tlsverify and tlscacert, so that only clients with a certificate of your authority
#   get in.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/protect-access/#use-tls-https-to-protect-the-docker-daemon-socket
# custom:
#   severity: critical
#   practice: network
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.7"]
package dockwarden.daemon["tls-not-verified"]

import data.dockwarden.lib.daemon

deny contains {
	"message": "The API is encrypted, but any client may use it",
	"at": input.options.tls,
	"fix": {
		"set": [input, "tlsverify"],
		"value": true,
		"note": "Clients need a certificate signed by the authority in tlscacert",
	},
} if {
	input.options.tls.value == true
	not daemon.verifies_clients
}
