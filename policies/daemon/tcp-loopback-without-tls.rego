# METADATA
# title: API is open to every program of this machine
# description: >-
#   On a loopback address every user and program of the machine, each container with the host's
#   network, and through forged requests even a web page may reach the API and so become root. The
#   Unix socket has permissions; use it, or set tlsverify.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/protect-access/
# custom:
#   severity: high
#   practice: network
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.7"]
package dockwarden.daemon["tcp-loopback-without-tls"]

import data.dockwarden.lib.daemon

deny contains {
	"message": sprintf("Every program of this machine may use the API on %s", [host.text]),
	"at": host,
} if {
	some host in daemon.local_hosts
	not daemon.encrypts
}
