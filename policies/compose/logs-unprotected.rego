# METADATA
# title: Logs travel unprotected
# description: >-
#   Logs hold names, addresses and sometimes secrets; sent as plain syslog, or to a receiver whose
#   certificate is not checked, everyone on the way can read and change them. Use tcp+tls:// for
#   syslog, and check certificates.
# related_resources:
#   - ref: https://docs.docker.com/engine/logging/drivers/syslog/
# custom:
#   severity: low
#   practice: logging
#   needs: ["containers.*.logging.options"]
#   fix: none
#   sets: [strict]
#   same_as: {}
package dockwarden.compose["logs-unprotected"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.logs

deny contains {
	"message": sprintf("%s sends its logs without encryption", [compose.title(container)]),
	"at": [container.logging, "options", "syslog-address"],
} if {
	some container in input.containers
	logs.plain(container.logging.options["syslog-address"])
}

deny contains {
	"message": sprintf("%s sends its logs to whoever answers", [compose.title(container)]),
	"at": [container.logging, "options", name],
} if {
	some container in input.containers
	some name in logs.unchecked
	logs.true_value(container.logging.options[name])
}
