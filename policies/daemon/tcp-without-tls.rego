# METADATA
# title: API is open to the network
# description: >-
#   Whoever reaches the API over plain TCP controls every container, and through them the host as
#   root; open ports are found and used within hours. Listen on the socket only and connect over
#   SSH, or set tlsverify with certificates for server and clients.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/protect-access/
#   - ref: https://docs.docker.com/engine/daemon/remote-access/
# custom:
#   severity: critical
#   practice: network
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.7"]
package dockwarden.daemon["tcp-without-tls"]

import data.dockwarden.lib.daemon

deny contains {
	"message": sprintf("Anyone who reaches %s controls the host", [host.text]),
	"at": host,
} if {
	some host in daemon.remote_hosts
	not daemon.encrypts
}
